// Runs a single part in a test: Salesforce in memory, a fast clock, and its events as short lines.
import { partRun, type PartRun } from '../../../../src/core/bulk/partRun';
import { createOwnJobs } from '../../../../src/core/bulk/ownJobs';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { PartState } from '../../../../src/core/model/load';
import { quietTask } from '../../../../src/core/kernel/task';
import type { FakeBulk } from '../../../fakes/fakeBulk';
import { createHastyClock } from '../../../fakes/manualClock';
import type { AnyJobEvent } from '../../../fakes/jobKinds';

export const plan = { index: 0, start: 5, end: 20, records: 3, firstLine: 2 };
export const broken = (): SalesforceError =>
  new SalesforceError('network.connectionLost', { host: 'x', reason: 'reset' });
export const gone = (): SalesforceError => new SalesforceError('request.notFound', { what: 'job', message: '' });

interface Harness {
  readonly run: PartRun;
  readonly stop: AbortController;
  unmentioned: number;
}

export function harness(bulk: FakeBulk, signal = new AbortController().signal): Harness {
  const stop = new AbortController();
  const clock = createHastyClock();
  bulk.createdAt = clock.now();
  const own: Harness = {
    stop,
    unmentioned: 0,
    run: {
      task: quietTask(signal),
      api: bulk.api,
      clock,
      create: { object: 'Account', operation: 'insert', delimiter: ',', lineEnding: 'LF' },
      userId: '005',
      ownJobs: createOwnJobs([]),
      body: () => ({
        sizeBytes: 20,
        open: async function* () {
          yield new TextEncoder().encode('Name\nA\nB\nC\n');
        },
      }),
      saveResults: async (_plan, open) => {
        await open('failed');
        return {
          succeeded: 3 - own.unmentioned,
          failed: 0,
          unprocessed: own.unmentioned,
          groups: [],
          unmentioned: own.unmentioned,
          unmatched: 0,
        };
      },
      saveUnprocessed: async () => ({
        succeeded: 0,
        failed: 0,
        unprocessed: 3,
        groups: [],
        unmentioned: 0,
        unmatched: 0,
      }),
      abortRequested: stop.signal,
    },
  };
  return own;
}

interface Ran {
  readonly log: readonly string[];
  readonly error: unknown;
}

export async function ran(
  part: PartState,
  run: PartRun,
  onEvent: (event: AnyJobEvent) => void = () => undefined,
): Promise<Ran> {
  const log: string[] = [];
  try {
    for await (const event of partRun(part, run)) {
      if (event.type !== 'uploading') log.push(brief(event));
      onEvent(event);
    }
    return { log, error: undefined };
  } catch (error) {
    return { log, error };
  }
}

function brief(event: AnyJobEvent): string {
  if (event.type === 'processing') return `processing ${event.state}`;
  if (event.type === 'partFinished')
    return `partFinished ${event.state} ${event.succeeded}+${event.failed}+${event.unprocessed}`;
  if (event.type === 'partCreated' || event.type === 'partAbandoned') return `${event.type} ${event.remoteId}`;
  return event.type;
}

export const uploadsOf = (bulk: FakeBulk): readonly string[] =>
  [...bulk.jobs].filter(([, job]) => job.uploads > 0 && job.state !== 'Aborted').map(([id]) => id);
export const codeOf = (error: unknown): string => (error instanceof SalesforceError ? error.code : String(error));
