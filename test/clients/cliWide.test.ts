// More of the Salesforce CLI against the practice org: formats, resumed jobs, trees, describes, limits, logins.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testApp } from '../../src/practice/org/apps';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { installer, runToEnd } from './clients';

const isQuick = Boolean(process.env['KINETIC_QUICK']);

interface Envelope {
  readonly status: number;
  readonly result: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

(isQuick ? describe.skip : describe)(
  `the Salesforce CLI, more of it, and the practice org${isQuick ? ' (skipped: KINETIC_QUICK is set, and the CLI takes 200 MB and a minute)' : ''}`,
  function () {
    this.timeout(480_000);
    let cli: { nodePath: string; scriptPath: string };
    let practice: PracticeOrg;
    let folder: string;

    before(async function () {
      this.timeout(900_000);
      cli = await (await installer()).salesforceCli();
      folder = mkdtempSync(join(tmpdir(), 'kinetic-cli-wide-'));
      practice = await startPracticeOrg({ seedAccounts: 0 });
      const login = ['org', 'login', 'access-token', '--instance-url', practice.url, '--no-prompt', '--set-default'];
      const answer = await sf(login, { SF_ACCESS_TOKEN: practice.accessToken });
      assert.equal(answer.status, 0, answer.message);
      for (const name of ['Alder', 'Birch']) await create('Account', { Name: name, Industry: 'Energy' });
      const [alder] = (await sf(['data', 'query', '--query', "SELECT Id FROM Account WHERE Name = 'Alder'"])).result[
        'records'
      ] as { Id: string }[];
      await create('Contact', { LastName: 'Twig', AccountId: alder?.Id });
    });
    after(async () => {
      rmSync(folder, { recursive: true, force: true });
      await practice.close();
    });

    async function create(object: string, row: object): Promise<void> {
      const headers = { Authorization: `Bearer ${practice.accessToken}`, 'Content-Type': 'application/json' };
      const url = `${practice.url}/services/data/v66.0/sobjects/${object}`;
      assert.equal((await fetch(url, { method: 'POST', headers, body: JSON.stringify(row) })).status, 201);
    }

    async function text(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
      const { stdout, stderr } = await runToEnd({
        program: cli.nodePath,
        args: [cli.scriptPath, ...args],
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
        timeoutMs: 200_000,
      });
      assert.notEqual(stdout, '', `${args.join(' ')}\n${stderr}`);
      return stdout;
    }

    /** The contents of the cells, with one space between them; on a CI machine the CLI draws no lines between them. */
    const cells = async (args: readonly string[]): Promise<string> => (await text(args)).replace(/[ │]+/g, ' ');

    async function sf(args: readonly string[], env: Record<string, string> = {}): Promise<Envelope> {
      const stdout = await text([...args, '--json'], env);
      return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Envelope;
    }

    function file(name: string, lines: readonly string[]): string {
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
      return name;
    }

    it('shows records as a table and as CSV, with parents, children and aggregates', async () => {
      const soql = 'SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name';
      const table = await cells(['data', 'query', '--query', soql]);
      assert.match(table, /NAME OWNER\.NAME CONTACTS\.LASTNAME/);
      assert.match(table, /Alder Ada Moss Twig/);
      const sums = 'SELECT Industry, COUNT(Id), MAX(Name) FROM Account GROUP BY Industry';
      const csv = await text(['data', 'query', '--query', sums, '--result-format', 'csv']);
      assert.deepEqual(csv.trim().split('\n').slice(-2), ['Industry,COUNT(Id),MAX(Name)', 'Energy,2,Birch']);
      const count = await text(['data', 'query', '--query', 'SELECT COUNT() FROM Account']);
      assert.match(count, /Total number of records retrieved: 2\./);
    });

    it('finds, updates and deletes single records, the deleted ones with --all-rows', async () => {
      const where = ['--sobject', 'Account', '--where', "Name='Gone'"];
      await create('Account', { Name: 'Gone' });
      assert.equal((await sf(['data', 'update', 'record', ...where, '--values', 'Site=Mars'])).status, 0);
      assert.equal((await sf(['data', 'get', 'record', ...where])).result['Site'], 'Mars');
      assert.equal((await sf(['data', 'delete', 'record', ...where])).status, 0);
      assert.match((await sf(['data', 'get', 'record', ...where])).message ?? '', /No matching record found/);
      const all = ['data', 'query', '--all-rows', '--query', "SELECT Site FROM Account WHERE Name = 'Gone'"];
      assert.equal((await sf(all)).result['totalSize'], 1);
    });

    it('starts loads and exports without waiting, and resumes them', async () => {
      const csv = file('import.csv', ['Name,External_Id__c', 'Cedar,C-1', 'Cedar,C-2']);
      const bulk = (name: string, ...more: string[]) => ['data', name, 'bulk', '--sobject', 'Account', ...more];
      const started = await sf(bulk('import', '--file', csv, '--line-ending', 'LF'));
      const { jobId } = started.result;
      const resumed = await sf(['data', 'import', 'resume', '--job-id', String(jobId), '--wait', '2']);
      assert.deepEqual([resumed.result['successfulRecords'], resumed.result['failedRecords']], [2, 0]);
      const soql = "SELECT Id, Name FROM Account WHERE Name = 'Cedar'";
      await sf(['data', 'export', 'bulk', '--query', soql, '--output-file', 'out.json', '--result-format', 'json']);
      await sf(['data', 'export', 'resume', '--use-most-recent']);
      const records = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as { Id: string }[];
      assert.equal(records.length, 2);
      const changes = file('update.csv', ['Id,Site', ...records.map(({ Id }) => `${Id},Mars`)]);
      const changed = await sf(bulk('update', '--file', changes, '--line-ending', 'LF', '--wait', '2'));
      assert.equal(changed.result['successfulRecords'], 2, changed.message);
      const ids = file('delete.csv', ['Id', ...records.map(({ Id }) => Id)]);
      for (const more of [[], ['--hard-delete']]) {
        const gone = await sf(bulk('delete', '--file', ids, '--line-ending', 'LF', '--wait', '2', ...more));
        assert.equal(gone.status, 0, gone.message);
      }
    });

    it('exports a tree with its plan and imports it again', async () => {
      const soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Alder'";
      await sf(['data', 'export', 'tree', '--query', soql, '--plan', '--output-dir', 'tree']);
      const imported = await sf(['data', 'import', 'tree', '--plan', join('tree', 'Account-Contact-plan.json')]);
      assert.equal(imported.status, 0, imported.message);
      const { result } = await sf(['data', 'query', '--query', "SELECT Id FROM Contact WHERE Account.Name = 'Alder'"]);
      assert.equal(result['totalSize'], 2);
    });

    it('describes objects, lists them, and shows limits, counts and orgs', async () => {
      assert.match(await text(['sobject', 'list', '--sobject', 'custom']), /Invoice__c/);
      const described = await sf(['sobject', 'describe', '--sobject', 'Invoice__c']);
      assert.equal(described.result['name'], 'Invoice__c');
      assert.match(await cells(['org', 'list', 'limits']), /DailyApiRequests \d+ 100000/);
      assert.match(await cells(['org', 'list', 'sobject', 'record-counts', '--sobject', 'Contact']), /Contact \d/);
      assert.match(await text(['org', 'list']), /Connected/);
      const rest = await text(['api', 'request', 'rest', 'services/data/v66.0/limits/recordCount?sObjects=Contact']);
      assert.match(rest, /"name": "Contact"/);
    });

    it('logs in with a JWT and logs out again', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const key = file('server.key', [privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim()]);
      const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      practice.org.apps.register({ ...testApp, publicKeyPem });
      const { records } = (
        await sf(['data', 'query', '--query', 'SELECT Username FROM User ORDER BY Username LIMIT 2'])
      ).result as { records: { Username: string }[] };
      const username = String(records[1]?.Username);
      const login = await sf([
        ...['org', 'login', 'jwt', '--username', username, '--jwt-key-file', key],
        ...['--client-id', testApp.consumerKey, '--instance-url', practice.url],
      ]);
      assert.equal(login.result['username'], username, login.message);
      const query = ['data', 'query', '--query', 'SELECT Id FROM Organization', '--target-org', username];
      assert.equal((await sf(query)).result['totalSize'], 1);
      assert.equal((await sf(['org', 'logout', '--target-org', username, '--no-prompt'])).status, 0);
      assert.notEqual((await sf(query)).status, 0);
    });
  },
);
