// Choices of a load on the command line: blank cells, encoding, and the message about a missing permission.
import assert from 'node:assert/strict';
import type { JobResult } from '../../../src/cli/results';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';
import { lateAccent } from '../setup/lateAccent';

describe('the choices of a load', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (...words: readonly string[]): Promise<Ran> => runCli(setup, ['load', ...words]);

  it('leaves fields unchanged for blank cells, and clears them with --blanks clear', async () => {
    const upsert = ['--object', 'Account', '--external-id', 'External_Id__c'];
    await run(await setup.csv('a.csv', 'External_Id__c,Name,Phone\nB1,Moss,1\n'), ...upsert);
    const blank = await setup.csv('b.csv', 'External_Id__c,Name,Phone\nB1,Moss,\n');
    const phone = async () =>
      (await setup.rowsOf("SELECT Phone FROM Account WHERE External_Id__c = 'B1'"))[0]?.['Phone'];
    await run(blank, ...upsert);
    assert.equal(await phone(), '1');
    await run(blank, ...upsert, '--blanks', 'clear');
    assert.equal(await phone(), null);
  });

  it('names line, byte and encodings when the first character that is not UTF-8 comes late, and says the encoding that was taken', async () => {
    const { bytes, line, offset, lastName } = lateAccent();
    const file = await setup.csv('late.csv', bytes);
    const refused = await run(file, '--object', 'Contact');
    assert.equal(refused.code, 2);
    assert.match(
      refused.stdout,
      new RegExp(`late\\.csv:${line}: byte ${offset} is 0xE9.*windows-1252 \\(“Late Café”\\)`),
    );
    assert.match(refused.stdout, /To load it, add --encoding with the name of its encoding/);
    const loaded = await run(file, '--object', 'Contact', '--encoding', 'windows-1252', '--json');
    assert.equal(loaded.code, 0);
    assert.equal((JSON.parse(loaded.stdout) as JobResult).encoding, 'windows-1252');
    const [contact] = await setup.rowsOf(`SELECT LastName FROM Contact WHERE LastName = '${lastName}'`);
    assert.equal(contact?.['LastName'], lastName);
  });

  it('names the permission that a hard delete needs, and where to grant it', async () => {
    setup.practice.org.permissions.bulkHardDelete = false;
    const [account] = await setup.rowsOf('SELECT Id FROM Account LIMIT 1');
    const file = await setup.csv('a.csv', `Id\n${String(account?.['Id'])}\n`);
    const words = [file, '--object', 'Account', '--operation', 'hardDelete', '--confirm-org', setup.practice.username];
    const said = await run(...words);
    assert.equal(said.code, 2);
    assert.match(said.stdout + said.stderr, /“Bulk API Hard Delete”.*Setup › Permission Sets/);
    const { error, unprocessed } = JSON.parse((await run(...words, '--json')).stdout) as JobResult;
    assert.deepEqual([error?.code, unprocessed], ['request.noHardDelete', 1]);
    assert.deepEqual(await setup.rowsOf('SELECT COUNT(Id) n FROM Account'), [{ n: 3 }]);
  });
});
