// The boundary that catches every error: one sentence in a message, a button that may help, details in the log.
import type { SalesforceError } from '../../core/core';
import type { Log } from './log';
import { showError } from './messages';

export interface Remedy {
  readonly label: string;
  readonly run: () => unknown;
}

/** What may help with an error; `retry` runs the failed work again. */
export type Adviser = (error: SalesforceError, retry: () => unknown) => Remedy | undefined;

export interface Boundary {
  /** Runs the work. Shows and logs an error that it throws; the result is then undefined. */
  readonly run: <T>(work: () => T | Promise<T>) => Promise<T | undefined>;
  /** Only logs errors: for work that starts by itself. */
  readonly runQuietly: (work: () => unknown) => Promise<void>;
}

export function createBoundary(log: Log, advise: Adviser): Boundary {
  const run: Boundary['run'] = async (work) => {
    try {
      return await work();
    } catch (thrown) {
      const error = await record(thrown, log);
      if (error)
        void show(
          error,
          advise(error, () => run(work)),
        );
      return undefined;
    }
  };
  return {
    run,
    runQuietly: async (work) => {
      try {
        await work();
      } catch (thrown) {
        await record(thrown, log);
      }
    },
  };
}

/** A question was answered with no, which needs no message. */
export const isDeclined = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'policy.declined';

/** The bytes of a file do not say its encoding. */
export const isUnknownEncoding = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'input.unknownEncoding';

/** Logs the error; undefined when the work was canceled or declined. */
async function record(thrown: unknown, log: Log): Promise<SalesforceError | undefined> {
  const { isCanceled, redact, toSalesforceError } = await import('../../core/core');
  if (isCanceled(thrown) || isDeclined(thrown)) return undefined;
  const error = toSalesforceError(thrown);
  log.error(`${error.code}: ${redact(error.message)}`);
  if (error.code === 'bug.unexpected' && error.cause instanceof Error) log.error(redact(error.cause.stack ?? ''));
  return error;
}

async function show(error: SalesforceError, remedy: Remedy | undefined): Promise<void> {
  const { toSentence } = await import('../words/errors');
  const chosen = await showError(toSentence(error), ...(remedy ? [remedy.label] : []));
  if (remedy && chosen === remedy.label) await remedy.run();
}
