// The answer to a create call is lost while another load of the same user into the same object runs: that one survives.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Core, JobState, LoadState } from '../../../src/core/core';
import { NoAnswerError, type HttpTransport } from '../../../src/core/ports';
import { composeCore, openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

const rows = (name: string): string =>
  `Name\n${Array.from({ length: 300 }, (_, index) => `${name} ${index}\n`).join('')}`;

const isCreate = ({ method, url }: { readonly method: string; readonly url: string }): boolean =>
  method === 'POST' && url.endsWith('/jobs/ingest');

describe('a load whose create call breaks before anything was made', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    let creates = 0;
    const through = (transport: HttpTransport): HttpTransport => ({
      send: (request) =>
        isCreate(request) && ++creates === 1
          ? Promise.reject(new NoAnswerError('reset', 'maybe'))
          : transport.send(request),
    });
    setup = await openCoreSetup({ hasty: true, through });
  });
  afterEach(() => setup.close());

  /** A core whose upload does not begin before `go`. */
  const other = async (jobs: string): Promise<{ core: Core; go: () => void; uploads: Promise<void> }> => {
    let go = (): void => undefined;
    let begin = (): void => undefined;
    const released = new Promise<void>((resolve) => (go = resolve));
    const uploads = new Promise<void>((resolve) => (begin = resolve));
    const through = (transport: HttpTransport): HttpTransport => ({
      send: async (request) => {
        if (request.method === 'PUT') {
          begin();
          await released;
        }
        return transport.send(request);
      },
    });
    const core = composeCore(jobs, { hasty: true, through });
    const { url: instanceUrl, accessToken } = setup.practice;
    await core.orgs.add({ login: 'practice', instanceUrl, accessToken }, quiet);
    return { core, go, uploads };
  };

  const start = async ({ jobs }: Core, name: string): Promise<string> =>
    jobs.start({
      kind: 'load',
      orgId: setup.orgId,
      file: await setup.csv(`${name}.csv`, rows(name)),
      object: 'Account',
      operation: 'insert',
      api: 'bulk',
    });
  const summary = ({ outcome, succeeded }: JobState): readonly unknown[] => [outcome, succeeded];
  const orphans = (state: LoadState): number => state.parts.flatMap(({ orphansLeft = [] }) => orphansLeft).length;

  for (const [where, folder] of [
    ['another data folder', 'elsewhere'],
    ['the same data folder', 'jobs'],
  ] as const)
    it(`leaves the load of a program with ${where} alone`, async () => {
      const { core, go, uploads } = await other(join(setup.folder, folder));
      try {
        const jobId = await start(core, 'B');
        await uploads;
        const own = await setup.load(await setup.csv('A.csv', rows('A')), { api: 'bulk' });
        assert.deepEqual(summary(own), ['completed', 300]);
        if (folder === 'jobs') assert.equal(orphans(own), 0, 'its journal names the job');
        go();
        assert.deepEqual(summary(await core.jobs.whenFinished(jobId, signal)), ['completed', 300]);
      } finally {
        go();
        await core.jobs.close();
      }
    });
});
