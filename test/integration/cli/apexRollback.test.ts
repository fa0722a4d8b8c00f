// A rollback run on the command line against the practice org: what it keeps, what it prints, and who may do it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WriteEntry } from '../../../src/core/core';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('a rollback run on the command line', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());
  const run = (words: readonly string[], stdin = ''): Promise<Ran> => runCli(setup, words, { stdin });
  const accounts = async (): Promise<number> => (await setup.rowsOf('SELECT Id FROM Account')).length;
  const journal = async (): Promise<readonly unknown[]> =>
    (JSON.parse((await run(['writes', '--json'])).stdout) as readonly WriteEntry[]).map(({ operations, outcome }) => [
      operations.join(),
      outcome,
    ]);
  const insert = "insert new Account(Name = 'A');\n";

  it('prints what the code would have changed and keeps nothing', async () => {
    const before = await accounts();
    const { code, stdout, stderr } = await run(['apex', 'run', '-', '--rollback'], `${insert}System.debug('x');`);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^\[2\] DEBUG: x\nThe database changes were rolled back in .+\. Nothing was saved\.\nDML .*\n {2}Insert Account: 1 row\n$/,
    );
    assert.equal(await accounts(), before);
    assert.deepEqual(await journal(), [['apexRollback', 'completed']]);
  });

  it('says where an exception came from', async () => {
    const before = await accounts();
    const file = join(setup.folder, 'script.apex');
    await writeFile(file, `${insert}String s;\ns.length();`);
    const { code, stdout, stderr } = await run(['apex', 'run', file, '--rollback']);
    assert.equal(code, 1);
    assert.match(stderr, /NullPointerException/);
    assert.ok(stderr.includes(`  at ${file}:3:1\n`), stderr);
    assert.match(stdout, /Insert Account: 1 row/);
    assert.equal(await accounts(), before);
    assert.deepEqual(await journal(), [['apexRollback', 'failed']]);
  });

  it('does not send code that a rollback does not take back', async () => {
    const { code, stdout, stderr } = await run(['apex', 'run', '-', '--rollback'], `${insert}EventBus.publish(e);`);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^stdin:2:1: EventBus\.publish publishes an event immediately/m);
    assert.deepEqual(await journal(), []);
  });

  it('is allowed and confirmed like any anonymous Apex', async () => {
    assert.equal((await run(['policy', '--access', 'readOnly'])).code, 0);
    const readOnly = await run(['apex', 'run', '-', '--rollback'], insert);
    assert.equal(readOnly.code, 2);
    assert.match(readOnly.stderr, /run anonymous Apex and roll it back/);
    const name = /--confirm-org (\S+)\./.exec((await run(['policy', '--access', 'confirm'])).stderr)?.[1] ?? '';
    assert.notEqual(name, '');
    assert.equal((await run(['policy', '--access', 'confirm', '--confirm-org', name])).code, 0);
    const unconfirmed = await run(['apex', 'run', '-', '--rollback', '--yes'], insert);
    assert.equal(unconfirmed.code, 2);
    assert.match(unconfirmed.stderr, /run anonymous Apex and roll it back/);
    assert.equal((await run(['apex', 'run', '-', '--rollback', '--confirm-org', name], insert)).code, 0);
  });
});
