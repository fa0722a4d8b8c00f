// jsforce's Tooling API, Apex REST and streaming against the practice org.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { installer, root, runToEnd } from './clients';

interface Outcome {
  readonly errorCode?: string;
  readonly message?: string;
}

describe('the Apex of jsforce and the practice org', function () {
  this.timeout(120_000);
  let client: { nodePath: string; modulePath: string };
  let practice: PracticeOrg;

  before(async function () {
    this.timeout(600_000);
    client = await (await installer()).jsforce();
    practice = await startPracticeOrg({ seedAccounts: 0 });
  });
  after(() => practice.close());

  async function run<Result>(scenario: string): Promise<Result> {
    const driver = join(root, 'test', 'clients', 'jsforceApexDriver.mjs');
    const args = [driver, client.modulePath, practice.url, practice.accessToken, scenario];
    const { code, stdout, stderr } = await runToEnd({ program: client.nodePath, args, timeoutMs: 100_000 });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Result;
  }

  it('creates, reads, updates and deletes classes, and learns why one does not compile', async () => {
    const { wrong, ...rest } = await run<{ wrong: Outcome }>('records');
    assert.deepEqual(rest, {
      saved: [true, true, true],
      body: 'public class Made { Integer n; }',
      createdBy: 'Ada Moss',
      after: 'NOT_FOUND',
      names: ['ApexClass', 'ApexLog'],
      prefix: '01q',
    });
    assert.equal(wrong.message, 'Variable does not exist: y (Line: 1, Column: 34)');
  });

  it('runs Apex and tests, at once and later, and completes Apex', async () => {
    const { refused, run: ran, ...rest } = await run<{ refused: Outcome; run: { success: boolean } }>('tests');
    assert.equal(ran.success, true);
    assert.deepEqual(rest, {
      now: [1, 0, 'givesNoDiscountToRetailCustomers'],
      covered: 6,
      later: ['Completed', 3],
      completes: true,
    });
    assert.equal(refused.errorCode, 'INVALID_INPUT');
  });

  it('compiles a container until it has no errors, which saves it', async () => {
    assert.deepEqual(await run('container'), {
      states: ['Failed', 'Completed'],
      at: [2, 'Variable does not exist: y'],
      body: 'public class Boxed { }',
    });
  });

  it('calls a REST service that is written in Apex with every method', async () => {
    const { delete: deleted, unknownField, missing, ...rest } = await run<Record<string, Outcome>>('rest');
    assert.deepEqual(rest, { get: 'get x', post: { name: 'a', n: 2 }, put: 'put b', patch: 'patch c' });
    assert.equal(deleted?.errorCode, 'APEX_ERROR');
    assert.match(deleted.message ?? '', /^System\.IllegalArgumentException: not that\n\nClass\.Echo\.remove: line 9/);
    assert.equal(unknownField?.errorCode, 'JSON_PARSER_ERROR');
    assert.deepEqual(missing, { errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' });
  });

  it('streams debug logs, and learns that a topic does not exist', async () => {
    const { refused, ...rest } = await run<{ refused: string }>('streaming');
    assert.deepEqual(rest, { type: 'created', isNewest: true });
    assert.match(refused, /The channel you requested to subscribe to does not exist/);
  });
});
