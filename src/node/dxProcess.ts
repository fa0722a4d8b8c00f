// Starts the child process that runs Salesforce's own libraries on first use, sends it requests, and ends it when idle.
import { fork, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { SalesforceError, type CliLogins } from '../core/ports';
import { salesforceEnvironment } from './childEnvironment';
import { dxAnswers, dxReply, type DxAnswer, type DxCall, type DxRequest } from '../shared/dx';

export interface DxOptions {
  /** Path of dist/dx.js. */
  readonly script: string;
  /** Read at each start. Default: the environment of this process. */
  readonly environment?: () => Readonly<Record<string, string | undefined>>;
  /** How long the process stays without a request before it is ended. */
  readonly idleMs?: number;
}

const defaultIdleMs = 60_000;

interface Waiting {
  readonly settle: (value: unknown) => void;
  readonly fail: (reason: string) => void;
}

interface Child {
  readonly process: ChildProcess;
  readonly waiting: Map<number, Waiting>;
}

export function createCliLogins(options: DxOptions): CliLogins {
  let child: Child | undefined;
  let idle: NodeJS.Timeout | undefined;
  let requests = 0;

  function start(): Child {
    const started: Child = { process: forkDx(options), waiting: new Map() };
    const end = (why: string): void => {
      if (child === started) child = undefined;
      for (const { fail } of started.waiting.values()) fail(why);
    };
    started.process.on('message', (message) => settle(started, message));
    started.process.once('error', (error) => end(error.message));
    started.process.once('exit', (code) =>
      end(`the process that reads the orgs of the CLI ended with code ${code ?? 'none'}`),
    );
    return started;
  }

  function startIdleTimer(): void {
    clearTimeout(idle);
    if (!child || child.waiting.size > 0) return;
    // The channel must not keep an otherwise finished program running. The child ends with its parent.
    child.process.channel?.unref();
    idle = setTimeout(() => {
      child?.process.kill();
      // A request that arrives while this one is ending starts another process.
      child = undefined;
    }, options.idleMs ?? defaultIdleMs).unref();
  }

  async function send<A extends DxCall>(call: A, user: string, signal: AbortSignal): Promise<DxAnswer<A['name']>> {
    signal.throwIfAborted();
    clearTimeout(idle);
    const { process, waiting } = (child ??= start());
    process.channel?.ref();
    const id = (requests += 1);
    const answered = new AbortController();
    try {
      const value = await new Promise<unknown>((settleWith, reject) => {
        const fail = (reason: string): void => reject(new SalesforceError('login.cli', { user, reason }));
        waiting.set(id, { settle: settleWith, fail });
        signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: answered.signal });
        const request: DxRequest = { id, call };
        process.send(request, (error) => error && fail(error.message));
      });
      return dxAnswers[call.name].parse(value) as DxAnswer<A['name']>;
    } finally {
      answered.abort();
      waiting.delete(id);
      startIdleTimer();
    }
  }

  return {
    list: (signal) => send({ name: 'listOrgs' }, 'all orgs', signal),
    session: (username, signal) => send({ name: 'session', username }, username, signal),
  };
}

function settle({ waiting }: Child, message: unknown): void {
  const reply = dxReply.safeParse(message).data;
  if (!reply) return;
  if ('reason' in reply) waiting.get(reply.id)?.fail(reply.reason);
  else waiting.get(reply.id)?.settle(reply.value);
}

function forkDx({ script, environment = () => process.env }: DxOptions): ChildProcess {
  const child = fork(script, [], {
    execArgv: [],
    // The current folder can contain Salesforce CLI settings of a workspace, which must not apply here.
    cwd: homedir(),
    env: {
      ...salesforceEnvironment(environment()),
      // On the desktop the extension host runs on Electron. This variable makes it start plain Node.
      ELECTRON_RUN_AS_NODE: '1',
      SF_DISABLE_LOG_FILE: 'true',
      SF_DISABLE_TELEMETRY: 'true',
      SF_DISABLE_DNS_CHECK: 'true',
    },
    // The library's output can contain secrets.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  return child;
}
