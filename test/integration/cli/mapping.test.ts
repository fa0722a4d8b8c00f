// Mappings on the command line: a mapping file, one of Data Loader, and columns that are matched by name.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResult } from '../../../src/cli/results';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const mapping = `version: 1
object: Account
operation: upsert
externalId: External_Id__c
fields:
  External_Id__c: { from: Nr, steps: [{ replace: { find: K, with: KK } }] }
  Name: { from: Firma, steps: [trim] }
  AnnualRevenue: { from: Umsatz, steps: [{ number: { decimal: ",", group: "." } }] }
leaveOut: [Notiz]
`;
const rows = 'Nr,Firma,Umsatz,Notiz,Egal\nK1, Eins ,"1.234,00",x,y\nK2, Zwei ,99,x,y\n';

describe('a mapping on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const kinetic = (...words: readonly string[]): Promise<Ran> => {
    const { SF_LOGIN_URL: _, ...inherited } = process.env;
    const org = { SF_INSTANCE_URL: setup.practice.url, SF_ACCESS_TOKEN: setup.practice.accessToken };
    const env = { ...inherited, KINETIC_HOME: setup.folder, ...org };
    const program = [join(process.cwd(), 'dist', 'kinetic.js'), ...words];
    return new Promise((resolve) => {
      const child = execFile(process.execPath, program, { env }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  };
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(setup.folder, name);
    await writeFile(path, text);
    return path;
  };
  const writes = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && /sobjects|jobs/.test(path)).length;

  it('in a file has lookups and options for saving, which those of the command line complete', async () => {
    const text = `version: 1
object: Lead
operation: insert
fields:
  LastName: { from: Name }
  Company: { from: Firma }
  OwnerId: { from: Chef, lookup: { object: User, by: Email } }
save: { duplicates: allow, recordsPerCall: 100 }
`;
    const file = await setup.csv(
      'a.csv',
      'Name,Firma,Chef\nKim,Acme,ben@practice.kinetic.example\nLou,Acme,BEN@practice.kinetic.example\n',
    );
    const map = await write('a.kmap.yaml', text);
    const { code, stdout, stderr } = await kinetic(
      'load',
      file,
      '--map-file',
      map,
      '--batch-size',
      '1',
      '--serial',
      '--json',
    );
    assert.equal(code, 0, stderr);
    assert.equal((JSON.parse(stdout) as JobResult).succeeded, 2);
    assert.equal(writes(), 2);
    const owners = await setup.rowsOf("SELECT Owner.Alias FROM Lead WHERE Company = 'Acme'");
    assert.deepEqual(owners, [{ Owner: { Alias: 'ben' } }, { Owner: { Alias: 'ben' } }]);
    const refused = await kinetic('load', file, '--map-file', map, '--api', 'bulk');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /not possible with Bulk API 2\.0/);
  });

  it('in a file names the load and converts its values; columns that are not sent have their reasons', async () => {
    const file = await setup.csv('a.csv', rows);
    const { code, stdout, stderr } = await kinetic(
      'load',
      file,
      '--map-file',
      await write('a.kmap.yaml', mapping),
      '--json',
    );
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout) as JobResult;
    assert.equal(result.succeeded, 2);
    assert.deepEqual(result.leftOutColumns, [
      { column: 'Notiz', reason: 'leftOut' },
      { column: 'Egal', reason: 'notMapped' },
    ]);
    const query = await kinetic(
      'query',
      "SELECT Name, External_Id__c, AnnualRevenue FROM Account WHERE External_Id__c LIKE 'KK%' ORDER BY Name",
      '--result-format',
      'csv',
    );
    assert.deepEqual(
      query.stdout
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.replaceAll('"', '')),
      ['Eins,KK1,1234', 'Zwei,KK2,99'],
    );
  });

  it('that cannot convert values sends nothing and names the places', async () => {
    const file = await setup.csv('a.csv', `${rows}K3,Drei,1.2,,\nK4,Vier,x,,\n`);
    const { code, stdout } = await kinetic('load', file, '--map-file', await write('a.kmap.yaml', mapping), '--json');
    assert.equal(code, 2);
    const { error, state } = JSON.parse(stdout) as JobResult;
    assert.equal(state, 'rejected');
    assert.equal(error?.code, 'input.cannotConvert');
    assert.deepEqual(error.places, [
      `${file}:4, column Umsatz: “1.2” is not a number such as 12.345,67.`,
      `${file}:5, column Umsatz: “x” is not a number such as 12.345,67.`,
    ]);
    assert.match(error.message, /, line 4, column Umsatz: “1\.2” is not a number/);
    assert.equal(writes(), 0);
  });

  it('that cannot convert values fails only their rows when asked, and counts them before and after', async () => {
    const file = await setup.csv('a.csv', `${rows}K3,Drei,1.2,,\n`);
    const words = ['load', file, '--map-file', await write('a.kmap.yaml', mapping), '--on-failure', 'failRow'];
    const code = 'KINETIC_CANNOT_CONVERT';
    const message = 'Umsatz: “…” is not a number such as 12.345,67. The row was not sent.';
    const dry = await kinetic(...words, '--dry-run', '--json');
    const { total, wouldFail } = JSON.parse(dry.stdout) as Record<string, unknown>;
    const expected = { rows: 1, firstLine: 4, errors: [{ code, message, count: 1 }] };
    assert.deepEqual([dry.code, total, wouldFail], [0, 3, expected]);
    const text = (await kinetic(...words, '--dry-run')).stdout;
    assert.ok(
      text.includes(`Would not be sent and fail: 1 row, the first on line 4\n  1  ${code}: ${message}\n`),
      text,
    );
    assert.equal(writes(), 0);
    const ran = JSON.parse((await kinetic(...words, '--json')).stdout) as JobResult;
    assert.deepEqual(
      [ran.state, ran.total, ran.succeeded, ran.failed, ran.unprocessed, ran.unknown],
      ['completed', 3, 2, 1, 0, 0],
    );
    assert.deepEqual(ran.errors, [{ code, message, count: 1 }]);
    const [error] = ran.recordErrors ?? [];
    assert.deepEqual([error?.line, error?.statusCode, error?.fields], [4, code, ['AnnualRevenue']]);
    assert.equal(
      (await readFile(ran.failedFile ?? '', 'utf8')).split('\n')[1],
      `,"${code}:Umsatz: “1.2” is not a number such as 12.345,67. The row was not sent.:AnnualRevenue --",4,KK3,Drei,1.2`,
    );
  });

  for (const [what, text, words, message] of [
    [
      'is for another object',
      mapping,
      ['--object', 'Contact'],
      /is a mapping for Account, and the rows go into Contact/,
    ],
    [
      'names a field that the object does not have',
      mapping.replace('Name:', 'Nam:'),
      [],
      /Nam is not a field of Account/,
    ],
    ['is not YAML', 'version: [', [], /a\.kmap\.yaml:1:11: This is not YAML/],
  ] as const)
    it(`that ${what} starts no job`, async () => {
      const file = await setup.csv('a.csv', rows);
      const ran = await kinetic('load', file, '--map-file', await write('a.kmap.yaml', text), ...words);
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      assert.match(ran.stderr, message);
      assert.equal(writes(), 0);
    });

  for (const [what, text, message] of [
    ['names a column that the file does not have', mapping.replace('Firma', 'Company'), /names the column “Company”/],
    [
      'is strict and does not name a column',
      `${mapping}strict: true\n`,
      /is strict and does not name the column “Egal”/,
    ],
  ] as const)
    it(`that ${what} has its job rejected`, async () => {
      const file = await setup.csv('a.csv', rows);
      const ran = await kinetic('load', file, '--map-file', await write('a.kmap.yaml', text));
      assert.equal(ran.code, 2);
      assert.match(ran.stdout, message);
      assert.equal(writes(), 0);
    });

  it('is used once: failed rows keep the values that were sent, and a retry changes none of them again', async () => {
    const long = 'x'.repeat(300);
    const file = await setup.csv('a.csv', `Nr,Firma,Umsatz,Notiz\nK1, ${long} ,"1.234,50",x\nK2,Zwei,99,x\n`);
    const loaded = await kinetic('load', file, '--map-file', await write('a.kmap.yaml', mapping), '--json');
    const first = JSON.parse(loaded.stdout) as JobResult;
    assert.equal(first.failed, 1, loaded.stderr);
    const failed = await readFile(first.failedFile ?? '', 'utf8');
    assert.match(failed.split(/\r?\n/)[0] ?? '', /External_Id__c.*Name.*AnnualRevenue/);
    assert.match(failed, /KK1.*1234\.50/);
    assert.doesNotMatch(failed, /KKK/);
    const retried = await kinetic('retry', first.jobId, '--json');
    const second = JSON.parse(retried.stdout) as JobResult;
    assert.equal(second.failed, 1, retried.stderr);
    const again = await readFile(second.failedFile ?? '', 'utf8');
    assert.match(again, /[",]KK1[",].*1234\.50/);
  });

  it('of Data Loader is taken, and each line that is not used is named', async () => {
    const file = await setup.csv('a.csv', 'Nr,Firma,Notiz\nA1,Eins,x\n');
    const sdl = await write('a.sdl', '#Mapping values\nNr=External_Id__c\nFIRMA=Name\nStadt=BillingCity\n');
    const { code, stderr } = await kinetic('load', file, '-s', 'Account', '-i', 'External_Id__c', '--map-file', sdl);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Line 4 of the mapping \(Stadt\): .*the file has no such column\./);
    assert.match(stderr, /Column “Notiz” is not sent: the mapping does not name it\./);
  });

  it('of Data Loader fills a number from the first of its columns, and says which fields the object lacks', async () => {
    const file = await setup.csv('a.csv', 'Firma,Soll,Ist,Plz,Ort\nEins,10,20,123,Bonn\n');
    const sdl = await write('a.sdl', 'Firma=Name\nSoll,Ist=AnnualRevenue\nPlz,Ort=BillingCity\nIst=Nope__c\n');
    const { code, stderr } = await kinetic('load', file, '-s', 'Account', '--map-file', sdl);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Line 2 of the mapping \(Soll,Ist\): Soll: only the first of its columns is used/m);
    assert.match(stderr, /^Line 4 of the mapping \(Ist\): Nope__c: the object has no such field\.$/m);
    const saved = await setup.rowsOf("SELECT AnnualRevenue, BillingCity FROM Account WHERE Name = 'Eins'");
    assert.deepEqual(saved, [{ AnnualRevenue: 10, BillingCity: '123, Bonn' }]);
  });

  it('by names is certain of a parent’s field only when the parent has it and finds records by it', async () => {
    const file = await setup.csv('a.csv', 'LastName,Account.Nonsense\nKim,x\n');
    const strict = await kinetic('load', file, '-s', 'Contact', '--auto-map', 'strict');
    assert.deepEqual([strict.code, strict.stdout, writes()], [2, '', 0]);
    assert.match(strict.stderr, /No field is certain for “Account\.Nonsense” \(no field has a similar name\)\./);
    const known = await setup.csv('b.csv', 'LastName,Account.External_Id__c\nKim,\n');
    const taken = await kinetic('load', known, '-s', 'Contact', '--auto-map', 'strict');
    assert.equal(taken.code, 0, taken.stderr);
  });

  it('by names is never guessed unless asked: strict sends nothing, guess says what it does', async () => {
    const file = await setup.csv('a.csv', 'Account Name,Sonstiges\nEins,x\n');
    const strict = await kinetic('load', file, '-s', 'Account', '--auto-map', 'strict');
    assert.equal(strict.code, 2);
    assert.match(
      strict.stderr,
      /No field is certain for .*“Sonstiges” \(no field has a similar name\)\. Map these columns/,
    );
    assert.equal(writes(), 0);
    const guess = await kinetic('load', file, '-s', 'Account', '--auto-map', 'guess', '--json');
    assert.equal(guess.code, 0, guess.stderr);
    assert.match(guess.stderr, /Column “Sonstiges” is not sent: no field has a similar name\./);
    const { leftOutColumns } = JSON.parse(guess.stdout) as JobResult;
    assert.deepEqual(leftOutColumns, [{ column: 'Sonstiges', reason: 'leftOut' }]);
  });
});
