// The route of a load on the command line: a few rows take one call, and the output has the route and its reason.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { JobResult } from '../../../src/cli/results';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the route of a load on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const load = async (count: number, ...words: readonly string[]): Promise<Ran> => {
    const rows = Array.from({ length: count }, (_, index) => `Row ${index}`);
    const file = await setup.csv('a.csv', `LastName\n${rows.join('\n')}\n`);
    const { SF_LOGIN_URL: _, ...inherited } = process.env;
    const org = { SF_INSTANCE_URL: setup.practice.url, SF_ACCESS_TOKEN: setup.practice.accessToken };
    const env = { ...inherited, KINETIC_HOME: setup.folder, ...org };
    const program = [join(process.cwd(), 'dist', 'kinetic.js'), 'load', file, '--object', 'Contact', ...words];
    return new Promise((resolve) => {
      const child = execFile(process.execPath, program, { env }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  };
  const writes = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && /sobjects|jobs/.test(path)).length;

  it('is one collections call for 120 rows, printed on stderr and in the result', async () => {
    const { code, stdout, stderr } = await load(120);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /finished 100% {2}120 rows \(REST collections, 1 call\)\n/);
    assert.match(stdout, /120 succeeded.*\nAPI: REST collections, 1 call \(120 rows; used for up to 200 rows\)\n/);
    assert.equal(writes(), 1);
  });

  it('is one REST call for a single row, with the route as data', async () => {
    const { code, stdout } = await load(1, '--json');
    const { route, remoteJobIds, succeeded } = JSON.parse(stdout) as JobResult;
    assert.deepEqual([code, succeeded, remoteJobIds], [0, 1, []]);
    assert.deepEqual(route, { api: 'rest', wait: true, reason: { code: 'atMost', rows: 1, limit: 1 }, calls: 1 });
  });

  it('is the Bulk API for more than 200 rows, or for fewer with a lower limit or on request', async () => {
    for (const [count, words, said] of [
      [201, [], /API: Bulk API 2\.0 \(201 rows; used for more than 200 rows\)\n/],
      [6, ['--collections-up-to', '5'], /API: Bulk API 2\.0 \(6 rows; used for more than 5 rows\)\n/],
      [2, ['--api', 'bulk'], /API: Bulk API 2\.0 \(chosen\)\n/],
    ] as const)
      assert.match((await load(count, ...words)).stdout, said);
  });

  it('waits for calls that no other process could continue, even with --no-wait', async () => {
    const { code, stdout } = await load(3, '--no-wait', '--json');
    const { state, succeeded } = JSON.parse(stdout) as JobResult;
    assert.deepEqual([code, state, succeeded], [0, 'completed', 3]);
  });
});
