// Runs a single part in a test: Salesforce in memory, a fast clock, and its events as short lines.
import { partRun, type PartRun } from '../../../../src/core/bulk/partRun';
import { createOwnJobs } from '../../../../src/core/bulk/ownJobs';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { PartState } from '../../../../src/core/model/load';
import { quietTask } from '../../../../src/core/kernel/task';
import type { FakeBulk } from '../../../fakes/fakeBulk';
import { createHastyClock } from '../../../fakes/manualClock';
import type { AnyJobEvent } from '../../../fakes/jobKinds';

export const plan = { index: 0, start: 5, end: 20, records: 3, firstLine: 2, sha256: '' };
export const broken = (): SalesforceError =>
  new SalesforceError('network.connectionLost', { host: 'x', reason: 'reset' });
export const gone = (): SalesforceError => new SalesforceError('request.notFound', { what: 'job', message: '' });

interface Harness {
  readonly run: PartRun;
  readonly stop: AbortController;
  unmentioned: number;
  unexpected: number;
}

export function harness(bulk: FakeBulk, signal = new AbortController().signal): Harness {
  const stop = new AbortController();
  const clock = createHastyClock();
  const own: Harness = {
    stop,
    unmentioned: 0,
    unexpected: 0,
    run: {
      task: quietTask(signal),
      api: bulk.api,
      clock,
      create: { object: 'Account', operation: 'insert', delimiter: ',', lineEnding: 'LF' },
      userId: '005',
      ownJobs: createOwnJobs([]),
      otherLoads: async () => ({ remoteIds: new Set(), mayBeCreating: false }),
      body: () => ({
        sizeBytes: 20,
        open: async function* () {
          yield new TextEncoder().encode('Name\nA\nB\nC\n');
        },
      }),
      saveResults: async (_plan, { open, mayHaveProcessed }) => {
        await open?.('failed');
        const rest = open ? own.unmentioned : 3;
        const isKnown = mayHaveProcessed <= 3 - rest;
        const unlisted = { unprocessed: isKnown ? rest : 0, unknown: isKnown ? 0 : rest };
        return { succeeded: 3 - rest, failed: 0, ...unlisted, groups: [], unexpected: own.unexpected };
      },
      abortRequested: stop.signal,
    },
  };
  return own;
}

export interface Ran {
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
    return `partFinished ${event.state} ${event.succeeded}+${event.failed}+${event.unprocessed}+${event.unknown}`;
  if (event.type === 'partCreated' || event.type === 'partAbandoned' || event.type === 'orphanLeft')
    return `${event.type} ${event.remoteId}`;
  return event.type;
}

export const uploadsOf = (bulk: FakeBulk): readonly string[] =>
  [...bulk.jobs].filter(([, job]) => job.uploads > 0 && job.state !== 'Aborted').map(([id]) => id);
export const codeOf = (error: unknown): string => (error instanceof SalesforceError ? error.code : String(error));
