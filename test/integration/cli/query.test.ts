// Queries on the command line, as people write and copy them, and queries that find nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('a query on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup();
  });
  after(() => setup.close());
  const stdout = async (soql: string, ...more: readonly string[]): Promise<string> => {
    const ran = await runCli(setup, ['query', soql, ...more]);
    assert.equal(ran.code, 0, ran.stderr);
    return ran.stdout;
  };

  for (const [soql, expected] of [
    ['SELECT COUNT ( ) FROM Account', 'count\n3\n'],
    ['select count() from Account', 'count\n3\n'],
    ["SELECT COUNT(\n) FROM Account WHERE Name = 'no such name'", 'count\n0\n'],
    ['SELECT COUNT(Id) FROM Account', 'expr0\n3\n'],
  ] as const)
    it(`prints the count of ${JSON.stringify(soql)}`, async () => assert.equal(await stdout(soql), expected));

  for (const [soql, header] of [
    ["SELECT Name FROM Account WHERE Name = 'no such name'", 'Name'],
    ["SELECT Id, Owner.Name FROM Account WHERE Name = 'no such name'", 'Id,Owner.Name'],
    ["SELECT Industry, COUNT(Id) n FROM Account WHERE Name = 'no such name' GROUP BY Industry", 'Industry,n'],
    ["SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'no such name'", 'Id,Contacts'],
  ] as const)
    it(`prints the header alone when ${soql} finds nothing`, async () =>
      assert.equal(await stdout(soql), `${header}\n`));

  it('prints the fields of the object when FIELDS() finds nothing', async () => {
    const columns = (await stdout("SELECT FIELDS(STANDARD) FROM Account WHERE Name = 'no such name'")).split(',');
    assert.ok(columns.includes('Name') && columns.includes('Id'), columns.join());
  });

  it('prints an empty array as JSON when it finds nothing', async () => {
    assert.equal(await stdout("SELECT Name FROM Account WHERE Name = 'no such name'", '--json'), '[]\n');
  });

  for (const [what, soql] of [
    ['a comment before it', '// all of them\nSELECT COUNT() FROM Account'],
    ['comments of both kinds before it', '/* all\n of them */ // really\n  SELECT COUNT() FROM Account'],
    ['a semicolon after it', 'SELECT COUNT() FROM Account;'],
    ['blanks and semicolons around it', '\n SELECT COUNT() FROM Account ; ;\n'],
    ['both, and the brackets of Apex', '// Apex\n[SELECT COUNT() FROM Account];'],
  ] as const)
    it(`may have ${what}`, async () => assert.equal(await stdout(soql), 'count\n3\n'));

  it('keeps semicolons and comment signs in its strings', async () => {
    assert.equal(await stdout("SELECT Name FROM Account WHERE Name = '// no; /* such */';"), 'Name\n');
  });

  it('may have a comment and a semicolon in an export, too', async () => {
    const file = join(setup.folder, 'accounts.csv');
    const ran = await runCli(setup, ['export', '// all\nSELECT Name FROM Account;', '--to', file]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal((await readFile(file, 'utf8')).trim().split('\n').length, 4);
  });
});
