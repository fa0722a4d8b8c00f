// Starts and ends transactions: their debug logs, and the jobs that they leave.
import type { Org } from '../org/org';
import { DebugLog } from './log/debugLog';
import type { Levels } from './log/levels';
import type { Program } from './program';
import { Transaction } from './run/transaction';
import type { TestState } from './run/testState';
import { ApexThrow } from './values/objects';
import { CompileError } from './compile/code';
import { runJob } from './host/async';

export interface KeptLog {
  readonly userId: string;
  readonly text: string;
  /** `/services/data/v66.0/…`, `executeAnonymous`, or the class of a test. */
  readonly operation: string;
  readonly request: 'Api' | 'Application';
  readonly status: string;
  readonly startedMs: number;
  readonly durationMs: number;
}

/** Where debug logs go, and whether a user is traced. */
export interface LogSink {
  readonly levelsFor: (userId: string) => Levels | undefined;
  /** Returns the id of the log. */
  readonly keep: (log: KeptLog) => string;
}

export interface RunOptions {
  readonly userId: string;
  readonly operation: string;
  /** The levels of the request; those of the trace flag of the user when missing. */
  readonly levels?: Levels | undefined;
  readonly test?: TestState;
  /** The code of an anonymous block: the log starts with it. */
  readonly source?: string;
  readonly undo?: (() => void)[];
}

export interface Ended {
  readonly log: string;
  readonly logId: string | undefined;
  /** How the code ended; undefined when it ended normally. */
  readonly exception: { readonly message: string; readonly stack: string } | undefined;
}

export class Runner {
  readonly #org: Org;
  readonly #sink: LogSink;

  constructor(org: Org, sink: LogSink) {
    this.#org = org;
    this.#sink = sink;
  }

  /** Runs code as one transaction. An exception takes back all of its writes. */
  run(program: Program, options: RunOptions, code: (tx: Transaction) => void): Ended {
    const tx = this.open(program, options);
    const exception = this.#guarded(program, tx, code);
    if (exception === undefined) options.undo?.push(...tx.undo);
    const ended = this.close(tx, options, exception);
    if (exception === undefined && options.test === undefined) this.#runJobs(program, tx, options);
    return ended;
  }

  open(program: Program, { userId, levels, test, source }: RunOptions): Transaction {
    const traced = this.#sink.levelsFor(userId);
    const log = new DebugLog({ levels: levels ?? traced ?? {}, now: this.#org.now });
    for (const line of source?.split(/\r?\n/) ?? []) log.plain(`Execute Anonymous: ${line}`);
    const user = this.#org.store.byId(userId);
    const username = this.#org.schema.object('User')?.field('Username');
    const name = user && username ? String(user.get(username)) : '';
    const tx = new Transaction({
      org: this.#org,
      program,
      userId,
      log,
      isAnonymous: source !== undefined,
      ...(test && { test }),
    });
    log.event(
      'APEX_CODE',
      'ERROR',
      'USER_INFO',
      `[EXTERNAL]|${userId}|${name}|(GMT+00:00) Greenwich Mean Time (GMT)|GMTZ`,
    );
    log.event('APEX_CODE', 'ERROR', 'EXECUTION_STARTED');
    return tx;
  }

  close(tx: Transaction, { userId, operation }: RunOptions, exception: Ended['exception']): Ended {
    const { log } = tx;
    log.limits(tx.limits);
    log.event('APEX_CODE', 'ERROR', 'EXECUTION_FINISHED');
    const { text, startedMs } = log;
    const status = exception === undefined ? 'Success' : exception.message.slice(0, 255);
    const isTraced = this.#sink.levelsFor(userId) !== undefined;
    const durationMs = Math.max(1, this.#org.now() - startedMs);
    const request = operation.startsWith('/') || operation === 'executeAnonymous' ? 'Api' : 'Application';
    const kept = { userId, text, operation, request, status, startedMs, durationMs } as const;
    return { log: text, logId: isTraced ? this.#sink.keep(kept) : undefined, exception };
  }

  #guarded(program: Program, tx: Transaction, code: (tx: Transaction) => void): Ended['exception'] {
    const before = program.running;
    program.running = tx;
    try {
      code(tx);
      return undefined;
    } catch (error) {
      tx.rollBackTo(0);
      const exception = exceptionOf(error);
      tx.log.event('APEX_CODE', 'ERROR', 'FATAL_ERROR', `${exception.message}\n\n${exception.stack}\n`);
      return exception;
    } finally {
      program.running = before;
    }
  }

  /** Each job is a transaction of its own; jobs that jobs start run too, up to a limit. */
  #runJobs(program: Program, tx: Transaction, { userId }: RunOptions): void {
    const maxJobs = 100;
    const jobs = [...tx.jobs];
    for (let done = 0; done < maxJobs; done++) {
      const job = jobs.shift();
      if (job === undefined) return;
      this.run(program, { userId, operation: job.name }, (inner) => {
        runJob(inner, job);
        jobs.push(...inner.jobs.splice(0));
      });
    }
  }
}

export function exceptionOf(error: unknown): { readonly message: string; readonly stack: string } {
  if (error instanceof ApexThrow) return { message: error.exception.summary, stack: error.exception.stack };
  if (error instanceof CompileError) {
    return {
      message: `System.UnexpectedException: Dependent class is invalid: line ${error.at.line}: ${error.message}`,
      stack: '',
    };
  }
  throw error;
}
