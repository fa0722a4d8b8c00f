// Starts the child process around Salesforce's own libraries on first need, asks it, and ends it when it is idle.
import { fork, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { SalesforceError, type CliLogins } from '../core/ports';
import { childEnvironment } from './childEnvironment';
import { dxAnswers, dxReply, type DxAnswer, type DxAsk, type DxRequest } from '../shared/dx';

export interface DxOptions {
  /** Path of dist/dx.js. */
  readonly script: string;
  /** Asked at each start. Default: this process's own. */
  readonly environment?: () => Readonly<Record<string, string | undefined>>;
  /** How long the process may stay without a question. */
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
  let questions = 0;

  function start(): Child {
    const started: Child = { process: forkDx(options), waiting: new Map() };
    const end = (why: string): void => {
      if (child === started) child = undefined;
      for (const { fail } of started.waiting.values()) fail(why);
    };
    started.process.on('message', (message) => settle(started, message));
    started.process.once('error', (error) => end(error.message));
    started.process.once('exit', (code) => end(`the process that reads its orgs ended with code ${code ?? 'none'}`));
    return started;
  }

  function rest(): void {
    clearTimeout(idle);
    if (!child || child.waiting.size > 0) return;
    // A program that has nothing else to do may end; the child ends with it.
    child.process.channel?.unref();
    idle = setTimeout(() => {
      child?.process.kill();
      // Who asks while it is ending needs another one.
      child = undefined;
    }, options.idleMs ?? defaultIdleMs).unref();
  }

  async function ask<A extends DxAsk>(question: A, user: string, signal: AbortSignal): Promise<DxAnswer<A['ask']>> {
    signal.throwIfAborted();
    clearTimeout(idle);
    const { process, waiting } = (child ??= start());
    process.channel?.ref();
    const id = (questions += 1);
    const answered = new AbortController();
    try {
      const value = await new Promise<unknown>((settleWith, reject) => {
        const fail = (reason: string): void => reject(new SalesforceError('login.cli', { user, reason }));
        waiting.set(id, { settle: settleWith, fail });
        signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: answered.signal });
        const request: DxRequest = { id, ask: question };
        process.send(request, (error) => error && fail(error.message));
      });
      return dxAnswers[question.ask].parse(value) as DxAnswer<A['ask']>;
    } finally {
      answered.abort();
      waiting.delete(id);
      rest();
    }
  }

  return {
    list: (signal) => ask({ ask: 'listOrgs' }, 'its orgs', signal),
    session: (username, signal) => ask({ ask: 'session', username }, username, signal),
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
    // A workspace could hold settings of the Salesforce CLI; here they must not count.
    cwd: homedir(),
    env: {
      ...childEnvironment(environment()),
      // The extension host's runtime is Electron on a desktop; this makes it plain Node.
      ELECTRON_RUN_AS_NODE: '1',
      SF_DISABLE_LOG_FILE: 'true',
      SF_DISABLE_TELEMETRY: 'true',
      SF_DISABLE_DNS_CHECK: 'true',
    },
    // What the library writes could hold anything.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  return child;
}
