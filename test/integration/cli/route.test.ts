// The route of a load on the command line: few rows take one call, and everybody is told which way they went and why.
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

  it('is one collections call for 120 rows, and says so on stderr and in the result', async () => {
    const { code, stdout, stderr } = await load(120);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /finished 100 % {2}120 rows by 1 collections call\n/);
    assert.match(stdout, /120 succeeded.*\nby 1 collections call, since 120 rows are at most 200\n/);
    assert.equal(writes(), 1);
  });

  it('is one REST call for a single row, with its route as data', async () => {
    const { code, stdout } = await load(1, '--json');
    const { route, remoteJobIds, succeeded } = JSON.parse(stdout) as JobResult;
    assert.deepEqual([code, succeeded, remoteJobIds], [0, 1, []]);
    assert.deepEqual(route, { api: 'rest', wait: true, reason: { code: 'atMost', rows: 1, limit: 1 }, calls: 1 });
  });

  it('is the Bulk API for more than 200 rows, or for fewer where a line is drawn lower or somebody asks for it', async () => {
    for (const [count, words, said] of [
      [201, [], /by the Bulk API, since 201 rows are more than 200\n/],
      [6, ['--collections-up-to', '5'], /by the Bulk API, since 6 rows are more than 5\n/],
      [2, ['--api', 'bulk'], /by the Bulk API, as asked\n/],
    ] as const)
      assert.match((await load(count, ...words)).stdout, said);
  });

  it('waits for the end of calls that nobody else could carry on, also with --no-wait', async () => {
    const { code, stdout } = await load(3, '--no-wait', '--json');
    const { state, succeeded } = JSON.parse(stdout) as JobResult;
    assert.deepEqual([code, state, succeeded], [0, 'completed', 3]);
  });
});
