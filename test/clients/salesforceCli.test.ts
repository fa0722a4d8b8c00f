// The Salesforce CLI against the practice org: it logs in, reads, writes, loads and exports as it does with an org.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillContacts } from '../integration/practice/queryCaller';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { installer, runToEnd } from './clients';

/** The CLI's JSON envelope. */
interface Envelope<Result> {
  readonly status: number;
  readonly result: Result;
  readonly name?: string;
  readonly message?: string;
  readonly data?: unknown;
}

type Row = Readonly<Record<string, string>>;

const isQuick = Boolean(process.env['KINETIC_QUICK']);

(isQuick ? describe.skip : describe)(
  `the Salesforce CLI and the practice org${isQuick ? ' (skipped: KINETIC_QUICK is set, and the CLI takes 200 MB and half a minute)' : ''}`,
  function () {
    this.timeout(600_000);
    let cli: { nodePath: string; scriptPath: string };
    let practice: PracticeOrg;
    let folder: string;

    before(async function () {
      this.timeout(1_200_000);
      cli = await (await installer()).salesforceCli();
      folder = mkdtempSync(join(tmpdir(), 'kinetic-cli-'));
      practice = await startPracticeOrg({ seedAccounts: 0, rowsPerResultPage: 1000 });
      const login = await sf<{ username: string; orgId: string }>(
        ['org', 'login', 'access-token', '--instance-url', practice.url, '--no-prompt', '--set-default'],
        { SF_ACCESS_TOKEN: practice.accessToken },
      );
      assert.equal(login.status, 0, login.message);
      assert.equal(login.result.username, practice.username);
      assert.equal(login.result.orgId, practice.orgId);
    });
    after(async () => {
      rmSync(folder, { recursive: true, force: true });
      await practice.close();
    });

    async function sf<Result>(args: readonly string[], env: Record<string, string> = {}): Promise<Envelope<Result>> {
      const { stdout, stderr } = await runToEnd({
        program: cli.nodePath,
        args: [cli.scriptPath, ...args, '--json'],
        cwd: folder,
        env: {
          HOME: folder,
          USERPROFILE: folder,
          SF_DISABLE_TELEMETRY: 'true',
          SF_AUTOUPDATE_DISABLE: 'true',
          SF_SKIP_NEW_VERSION_CHECK: 'true',
          SF_DISABLE_LOG_FILE: 'true',
          SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
          ...env,
        },
        timeoutMs: 500_000,
      });
      const from = stdout.indexOf('{');
      assert.ok(from >= 0, `no JSON from sf ${args.join(' ')}\n${stdout}\n${stderr}`);
      return JSON.parse(stdout.slice(from)) as Envelope<Result>;
    }

    /** The records of the org, queried without any client. */
    async function stored(soql: string): Promise<Record<string, unknown>[]> {
      const headers = { Authorization: `Bearer ${practice.accessToken}` };
      const answer = await fetch(`${practice.url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, {
        headers,
      });
      const { records } = (await answer.json()) as { records: ({ attributes: unknown } & Record<string, unknown>)[] };
      return records.map(({ attributes: _attributes, ...values }) => values);
    }

    function file(name: string, lines: readonly string[]): string {
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
      return name;
    }

    it('shows the org as connected', async () => {
      const { status, result } = await sf<{ connectedStatus: string; id: string; apiVersion: string }>([
        'org',
        'display',
      ]);
      assert.equal(status, 0);
      assert.equal(result.connectedStatus, 'Connected');
      assert.equal(result.id, practice.orgId);
      assert.equal(result.apiVersion, '66.0');
    });

    it('creates, updates, reads and deletes a record', async () => {
      const created = await sf<{ id: string; success: boolean }>([
        ...['data', 'create', 'record', '--sobject', 'Account'],
        ...['--values', "Name='From the CLI' External_Id__c=CLI-1"],
      ]);
      assert.equal(created.result.success, true, created.message);
      const where = ['--where', "External_Id__c='CLI-1'"];
      await sf(['data', 'update', 'record', '--sobject', 'Account', ...where, '--values', 'Rating=Hot']);
      const read = await sf<Row>(['data', 'get', 'record', '--sobject', 'Account', ...where]);
      assert.deepEqual(
        [read.result.Id, read.result.Name, read.result.Rating],
        [created.result.id, 'From the CLI', 'Hot'],
      );
      const refused = await sf(['data', 'create', 'record', '--sobject', 'Account', '--values', 'Site=Mars']);
      assert.equal(refused.name, 'REQUIRED_FIELD_MISSING');
      const deleted = await sf(['data', 'delete', 'record', '--sobject', 'Account', '--record-id', created.result.id]);
      assert.equal(deleted.status, 0);
      assert.deepEqual(await stored('SELECT Id FROM Account'), []);
    });

    it('queries parents and children, and shows a mistake in Salesforce’s words', async () => {
      await sf(['data', 'create', 'record', '--sobject', 'Account', '--values', 'Name=Family']);
      const [account] = await stored("SELECT Id FROM Account WHERE Name = 'Family'");
      await sf([
        'data',
        'create',
        'record',
        '--sobject',
        'Contact',
        '--values',
        `LastName=Child AccountId=${String(account?.Id)}`,
      ]);
      const soql = "SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Family'";
      const { result } = await sf<{
        totalSize: number;
        records: { Name: string; Owner: { Name: string }; Contacts: { records: Row[] } }[];
      }>(['data', 'query', '--query', soql]);
      assert.equal(result.totalSize, 1);
      assert.equal(result.records[0]?.Contacts.records[0]?.LastName, 'Child');
      assert.ok(result.records[0].Owner.Name);
      const wrong = await sf(['data', 'query', '--query', 'SELECT Bacon__c FROM Account']);
      assert.equal(wrong.name, 'INVALID_FIELD');
      assert.match(wrong.message ?? '', /ERROR at Row:1:Column:8\nNo such column 'Bacon__c' on entity 'Account'/);
    });

    it('searches', async () => {
      await sf(['data', 'create', 'record', '--sobject', 'Account', '--values', "Name='Needle Ltd'"]);
      const sosl = 'FIND {needle} IN NAME FIELDS RETURNING Account(Name), Contact(Id)';
      const { result } = await sf<{ searchRecords: Row[] }>(['data', 'search', '--query', sosl]);
      assert.deepEqual(
        result.searchRecords.map(({ Name }) => Name),
        ['Needle Ltd'],
      );
    });

    it('imports a tree of records, and gets the record that failed', async () => {
      const record = (type: string, referenceId: string, fields: object) => ({
        attributes: { type, referenceId },
        ...fields,
      });
      const tree = (name: string, lastName: string | null): string => {
        const children = { records: [record('Contact', 'leaf', { LastName: lastName })] };
        return JSON.stringify({ records: [record('Account', 'top', { Name: name, Contacts: children })] });
      };
      const imported = await sf<readonly { refId: string; type: string; id: string }[]>([
        ...['data', 'import', 'tree', '--files', file('tree.json', [tree('From a tree', 'Twig')])],
      ]);
      assert.equal(imported.status, 0, imported.message);
      assert.deepEqual(
        imported.result.map(({ refId, type }) => [refId, type]),
        [
          ['top', 'Account'],
          ['leaf', 'Contact'],
        ],
      );
      const bad = await sf(['data', 'import', 'tree', '--files', file('bad.json', [tree('Spoiled', null)])]);
      assert.deepEqual(bad.data, [
        {
          referenceId: 'leaf',
          StatusCode: 'REQUIRED_FIELD_MISSING',
          Message: 'Required fields are missing: [LastName]',
          fields: 'LastName',
        },
      ]);
      const names = await stored("SELECT Name FROM Account WHERE Name IN ('From a tree', 'Spoiled')");
      assert.deepEqual(names, [{ Name: 'From a tree' }]);
    });

    it('upserts a file in bulk and reports good rows', async () => {
      const csv = file('good.csv', ['External_Id__c,Name', 'G-1,Good One', 'G-2,"Good, ""Two"""']);
      const { status, result, message } = await sf<{
        jobInfo: { state: string; numberRecordsProcessed: number };
        records: { successfulResults: Row[]; failedResults: Row[] };
      }>(upsert(csv));
      assert.equal(status, 0, message);
      assert.deepEqual([result.jobInfo.state, result.jobInfo.numberRecordsProcessed], ['JobComplete', 2]);
      assert.deepEqual(result.records.failedResults, []);
      assert.deepEqual(await stored("SELECT External_Id__c, Name FROM Account WHERE External_Id__c LIKE 'G-%'"), [
        { External_Id__c: 'G-1', Name: 'Good One' },
        { External_Id__c: 'G-2', Name: 'Good, "Two"' },
      ]);
    });

    it('gets the failed rows of a load with their errors', async () => {
      const rows = ['External_Id__c,Name,Tier__c', 'B-1,Fine,Gold', 'B-2,Bad tier,Tin', 'B-3,,Silver'];
      const loaded = await sf(upsert(file('bad.csv', rows)));
      assert.equal(loaded.status, 1);
      assert.equal(loaded.message, 'Job finished being processed but failed to process 2 records.');
      const { jobId } = loaded.data as { jobId: string };
      const { result } = await sf<{ successfulRecords: number; failedRecords: number; failedFilePath: string }>([
        ...['data', 'bulk', 'results', '--job-id', jobId],
      ]);
      assert.deepEqual([result.successfulRecords, result.failedRecords], [1, 2]);
      const failed = readFileSync(join(folder, result.failedFilePath), 'utf8');
      assert.match(
        failed,
        /"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Tin:Tier__c --","B-2"/,
      );
      assert.match(failed, /"REQUIRED_FIELD_MISSING:Required fields are missing: \[Name\]:Name --","B-3"/);
      assert.deepEqual(await stored("SELECT External_Id__c FROM Account WHERE External_Id__c LIKE 'B-%'"), [
        { External_Id__c: 'B-1' },
      ]);
    });

    it('gets the reason when a whole load is rejected', async () => {
      const { status, message } = await sf(upsert(file('unknown.csv', ['External_Id__c,Nope__c', 'N-1,x'])));
      assert.equal(status, 1);
      assert.match(message ?? '', /InvalidBatch : Field name not found : Nope__c/);
    });

    it('exports in bulk over several pages without losing or repeating a row', async () => {
      fillContacts(practice, 3500);
      const args = [
        '--query',
        "SELECT LastName FROM Contact WHERE LastName LIKE 'L%'",
        '--output-file',
        'all.csv',
        '--wait',
        '5',
      ];
      const { result, message } = await sf<{ totalSize: number }>(['data', 'export', 'bulk', ...args]);
      assert.equal(result.totalSize, 3500, message);
      const lines = readFileSync(join(folder, 'all.csv'), 'utf8').trimEnd().split('\n');
      assert.equal(lines.length, 3501);
      assert.equal(new Set(lines).size, 3501);
    });
  },
);

function upsert(csv: string): string[] {
  const options = ['--sobject', 'Account', '--external-id', 'External_Id__c', '--line-ending', 'LF', '--wait', '5'];
  return ['data', 'upsert', 'bulk', '--file', csv, ...options];
}
