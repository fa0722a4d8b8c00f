// Apex on the command line, as processes against the practice org.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WriteEntry } from '../../../src/core/core';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const insert = "insert new Account(Name = 'By the command line');\nSystem.debug('a < b');";
const throwing = 'String text;\nSystem.debug(1);\nInteger length = text.length();';

describe('Apex on the command line', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (words: readonly string[], stdin?: string): Promise<Ran> =>
    runCli(setup, words, stdin === undefined ? {} : { stdin });
  const journal = async (): Promise<readonly unknown[]> =>
    (JSON.parse((await run(['writes', '--json'])).stdout) as readonly WriteEntry[]).map(({ operations, outcome }) => [
      operations.join(),
      outcome,
    ]);
  const inserted = async (): Promise<number> =>
    (await setup.rowsOf("SELECT Id FROM Account WHERE Name = 'By the command line'")).length;
  const calls = (): readonly string[] =>
    setup.practice.requests.all
      .filter(({ path }) => /\/Soap\/s\/|executeAnonymous|apexrest/.test(path))
      .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);

  it('runs code from stdin in one call and prints what it wrote', async () => {
    const { code, stdout, stderr } = await run(['apex', 'run', '-'], insert);
    assert.deepEqual([code, stdout], [0, '[2] DEBUG: a < b\n'], stderr);
    assert.equal(await inserted(), 1);
    assert.deepEqual(calls(), [`POST /services/Soap/s/66.0/${setup.practice.orgId}`]);
    assert.deepEqual(await journal(), [['apex', 'completed']]);
  });

  it('says where a file was not compiled', async () => {
    const file = join(setup.folder, 'script.apex');
    await writeFile(file, 'Integer a = 1;\nInteger b = c;');
    const { code, stdout, stderr } = await run(['apex', 'run', file]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.ok(stderr.endsWith(`${file}:2:13: Variable does not exist: c (line 2, column 13)\n`), stderr);
    const { stdout: json } = await run(['apex', 'run', file, '--json']);
    assert.deepEqual(JSON.parse(json), {
      outcome: 'compileError',
      compiled: false,
      success: false,
      problem: { message: 'Variable does not exist: c', line: 2, column: 13 },
      debug: null,
      exitCode: 1,
    });
    assert.deepEqual((await journal())[0], ['apex', 'rejected']);
  });

  it('prints an exception with its stack, and the same as JSON', async () => {
    const { code, stdout, stderr } = await run(['apex', 'run', '-'], throwing);
    assert.deepEqual([code, stdout], [1, '[2] DEBUG: 1\n']);
    assert.match(stderr, /System\.NullPointerException: .*\n {2}at stdin:3:\d+\n$/);
    const json = await run(['apex', 'run', '-', '--json'], throwing);
    const result = JSON.parse(json.stdout) as { readonly outcome: string; readonly exitCode: number };
    assert.deepEqual([json.code, result.outcome, result.exitCode], [1, 'exception', 1]);
    assert.deepEqual((await journal())[0], ['apex', 'failed']);
  });

  it('says why there is no log where the org refuses SOAP', async () => {
    setup.practice.org.permissions.soapApi = false;
    const { code, stdout, stderr } = await run(['apex', 'run', '-'], insert);
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /There is no log: .* over the Tooling API no trace flag of the user is active\./);
    assert.equal(await inserted(), 1);
  });

  it('runs nothing that the policy of the org does not allow', async () => {
    assert.equal((await run(['policy', '--access', 'readOnly'])).code, 0);
    for (const words of [
      ['apex', 'run', '-'],
      ['apex', 'rest', 'GET', '/accounts/001'],
    ])
      assert.equal((await run(words, insert)).code, 2);
    assert.deepEqual([calls(), await inserted()], [[], 0]);
  });

  it('runs nothing without the confirmation that the policy requires', async () => {
    assert.equal((await run(['policy', '--access', 'confirm'])).code, 0);
    const refused = await run(['apex', 'run', '-', '--yes'], insert);
    const name = /--confirm-org (\S+|"[^"]+")\./.exec(refused.stderr)?.[1] ?? assert.fail(refused.stderr);
    assert.deepEqual([refused.code, calls()], [2, []]);
    const agreed = await run(['apex', 'run', '-', '--confirm-org', name.replaceAll('"', '')], insert);
    assert.deepEqual([agreed.code, await inserted()], [0, 1], agreed.stderr);
  });

  it('calls a REST service and prints its answer', async () => {
    const sent = await run(
      ['apex', 'rest', 'POST', '/accounts', '--data', '-'],
      '{"name":"Posted","industry":"Energy"}',
    );
    assert.equal(sent.code, 0, sent.stderr);
    const [account] = await setup.rowsOf("SELECT Id, Industry FROM Account WHERE Name = 'Posted'");
    assert.deepEqual([JSON.parse(sent.stdout), account?.['Industry']], [account?.['Id'], 'Energy']);
    const read = await run(['apex', 'rest', 'GET', `/accounts/${String(account?.['Id'])}`, '--json']);
    assert.deepEqual(JSON.parse(read.stdout), {
      status: 200,
      body: { name: 'Posted', rating: null, contacts: 0 },
      exitCode: 0,
    });
    const none = await run(['apex', 'rest', 'GET', '/nothing', '--json']);
    assert.deepEqual([none.code, (JSON.parse(none.stdout) as { readonly status: number }).status], [1, 404]);
    assert.deepEqual(await journal(), [
      ['apexRest', 'failed'],
      ['apexRest', 'completed'],
      ['apexRest', 'completed'],
    ]);
  });
});
