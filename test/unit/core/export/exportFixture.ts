// An export in memory: one query, one disk, and its events from any state.
import type { ExportSpec, ExportState } from '../../../../src/core/model/export';
import { quietTask } from '../../../../src/core/kernel/task';
import { withFileErrors } from '../../../../src/core/kernel/fileErrors';
import { exportQuery } from '../../../../src/core/export/export';
import type { Rest } from '../../../../src/core/rest/rest';
import { reduced, replayedExport, type AnyJobEvent } from '../../../fakes/jobKinds';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles, type MemoryFiles } from '../../../fakes/memoryFiles';
import type { FakeQuery } from '../../../fakes/fakeQuery';

export const target = '/home/rows.csv';
export const part = `${target}.job.part`;

export interface ExportFixture {
  readonly files: MemoryFiles;
  readonly abortRequested: AbortController;
  readonly events: AnyJobEvent[];
  /** What the events lead to. */
  state: ExportState;
  /** Runs the export; resolves with what it threw. Stops reading right after `lastEvent`, as a killed process would. */
  readonly run: (lastEvent?: (event: AnyJobEvent) => boolean) => Promise<unknown>;
}

export function openExport(query: FakeQuery, spec: Partial<ExportSpec> = {}, rest?: Rest): ExportFixture {
  const clock = createHastyClock();
  const created: AnyJobEvent = {
    at: clock.now(),
    type: 'created',
    jobId: 'job',
    orgLabel: 'org',
    spec: { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Account', file: target, format: 'csv', ...spec },
  };
  const files = createMemoryFiles();
  const fixture: ExportFixture = {
    files,
    abortRequested: new AbortController(),
    events: [created],
    state: replayedExport([created]),
    run: async (lastEvent = () => false) => {
      const deps = {
        files: withFileErrors(files),
        clock,
        client: () => Promise.resolve(query.client),
        rest: () => Promise.resolve(rest ?? ({} as Rest)),
      };
      const run = { folder: '/jobs/job', abortRequested: fixture.abortRequested.signal };
      try {
        for await (const event of exportQuery(fixture.state, deps, run, quietTask())) {
          fixture.events.push(event);
          fixture.state = reduced(fixture.state, event);
          if (lastEvent(event)) return undefined;
        }
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
  return fixture;
}
