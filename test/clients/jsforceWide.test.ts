// More of jsforce against the practice org: sets of records, pages, every bulk operation, every login, missing
// features.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { installer, root, runToEnd } from './clients';

interface Outcome {
  readonly value?: unknown;
  readonly errorCode?: string;
  readonly message?: string;
}

interface SaveResult {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly { readonly statusCode: string }[];
}

const codes = (results: readonly SaveResult[]): (string | true)[] =>
  results.map(({ success, errors }) => (success ? true : (errors[0]?.statusCode ?? '')));

describe('jsforce, in full, and the practice org', function () {
  this.timeout(120_000);
  let client: { nodePath: string; modulePath: string };
  let practice: PracticeOrg;

  before(async function () {
    this.timeout(600_000);
    client = await (await installer()).jsforce();
  });
  beforeEach(async () => {
    practice = await startPracticeOrg({ seedAccounts: 0 });
  });
  afterEach(() => practice.close());

  async function run<Result>(scenario: string): Promise<Result> {
    const driver = join(root, 'test', 'clients', 'jsforceWideDriver.mjs');
    const args = [driver, client.modulePath, practice.url, practice.accessToken, scenario];
    const { code, stdout, stderr } = await runToEnd({ program: client.nodePath, args, timeoutMs: 100_000 });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Result;
  }

  it('creates hundreds, and reads them page by page or as a stream', async () => {
    assert.deepEqual(await run('pages'), { created: 450, sizes: [200, 200, 50], heard: 300 });
  });

  it('updates sets of records, in part or not at all, and gets what was updated and deleted', async () => {
    const sets = await run<{
      ids: [string, string];
      partly: SaveResult[];
      undone: SaveResult[];
      upserted: SaveResult[];
      byQuery: SaveResult[];
      destroyed: SaveResult[];
      read: ({ Site: string } | null)[];
      changed: { ids: string[] };
      gone: string[];
      [other: string]: unknown;
    }>('sets');
    const [one, two] = sets.ids;
    assert.deepEqual(codes(sets.partly), [true, 'INVALID_FIELD']);
    assert.deepEqual(codes(sets.undone), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(
      sets.upserted.map(({ created }) => created),
      [false, true],
    );
    assert.deepEqual(codes(sets.byQuery), [true]);
    assert.deepEqual(
      sets.read.map((record) => record?.Site ?? null),
      ['Two!', null],
    );
    assert.ok(sets.changed.ids.includes(one) && sets.changed.ids.includes(two));
    assert.deepEqual(codes(sets.destroyed), [true, 'INVALID_CROSS_REFERENCE_KEY']);
    assert.deepEqual(sets.gone, [two]);
    const { children, binned, found, plan, usage } = sets;
    assert.deepEqual(
      { children, binned, found, plan, usage },
      { children: ['Child'], binned: ['Two'], found: ['One'], plan: 'Account', usage: 100_000 },
    );
  });

  it('loads with every operation, ends jobs early, and exports deleted records too', async () => {
    const { forgotten, refused, ...bulk } = await run<{ forgotten: Outcome; refused: Outcome }>('bulk');
    assert.deepEqual(bulk, {
      inserted: [2, 0, 0],
      updated: [2, 0, 0],
      byHand: [1, 0, 0],
      aborted: 'Aborted',
      deleted: [1, 0, 0],
      purged: [1, 0, 0],
      all: [
        { Name: 'A, "1"\nx', IsDeleted: 'true' },
        { Name: 'By hand', IsDeleted: 'false' },
      ],
    });
    assert.equal(forgotten.errorCode, 'NOT_FOUND');
    assert.deepEqual(refused, { errorCode: 'INVALIDJOB', message: 'InvalidJob : Unable to find object: Nope' });
  });

  it('logs in by password, on the web, by JWT and by SOAP, and logs out again', async () => {
    const logins = await run<Record<string, Outcome>>('logins');
    const { passwordWorks, state, renewed, jwtWorks, soapWorks, ...refusals } = logins;
    assert.deepEqual(
      { passwordWorks, state, renewed, jwtWorks, soapWorks },
      { passwordWorks: 1, state: 'here', renewed: 1, jwtWorks: 1, soapWorks: { value: 1 } },
    );
    const said = Object.fromEntries(Object.entries(refusals).map(([name, one]) => [name, one.message]));
    assert.deepEqual(said, {
      afterLogout: 'Session expired or invalid',
      afterRevoke: 'expired access/refresh token',
      noToken: 'this token type is not supported',
      wrongPassword: 'authentication failure',
      soapWrong: 'INVALID_LOGIN: Invalid username, password, security token; or user locked out.',
      soapTooNew:
        'UNSUPPORTED_API_VERSION: login() is not offered in API version 66.0; use 64.0 or an earlier one, or OAuth.',
    });
  });

  it('runs anonymous Apex, and learns where it does not compile', async () => {
    interface Ran {
      readonly compiled: boolean;
      readonly success: boolean;
      readonly line: number;
      readonly compileProblem: string | null;
    }
    const { ran, wrong, service } = await run<{ ran: Ran; wrong: Ran; service: { errorCode?: string } }>('apex');
    assert.deepEqual([ran.compiled, ran.success, ran.compileProblem], [true, true, null]);
    assert.deepEqual([wrong.compiled, wrong.success, wrong.line], [false, false, 1]);
    assert.equal(service.errorCode, 'NOT_FOUND');
  });

  it('gets an error that says what the practice org does not simulate', async () => {
    const answers = await run<Record<string, string>>('missing');
    assert.equal(Object.keys(answers).length, 6);
    for (const [name, message] of Object.entries(answers)) {
      assert.match(message, /The practice org does not simulate /, name);
    }
  });
});
