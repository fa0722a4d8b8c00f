// Bulk API 2.0 query jobs: states, pages, locators, headers, errors, abort and delete.
import assert from 'node:assert/strict';
import { fillContacts, startCaller, type Caller } from './queryCaller';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

const count = 1200;

describe('bulk query jobs of the practice org', () => {
  let org: Caller;
  beforeEach(async () => {
    org = await startCaller({ seedAccounts: 0, rowsPerResultPage: 100 });
    fillContacts(org.practice, count);
  });
  afterEach(() => org.close());

  const create = async (query: string, more: object = {}) => {
    const answer = await org.send('POST', 'jobs/query', { operation: 'query', query, ...more });
    return { status: answer.status, job: (await answer.json()) as Job };
  };
  const ended = async (id: string): Promise<Job> => {
    for (;;) {
      const job = (await (await org.get(`jobs/query/${id}`)).json()) as Job;
      if (!['UploadComplete', 'InProgress'].includes(job.state)) return job;
    }
  };
  const finished = async (query: string, more?: object) => (await ended((await create(query, more)).job.id)).id;
  const refusalOf = async (answer: Response) => {
    const [error] = (await answer.json()) as { errorCode: string; message: string }[];
    return `${answer.status} ${error?.errorCode ?? ''}: ${error?.message ?? ''}`;
  };
  const hold = (state: 'UploadComplete' | 'InProgress') => org.practice.faults.add({ action: { kind: 'hold', state } });

  it('start in UploadComplete, never show the statement, and end with their counts', async () => {
    const fault = hold('UploadComplete');
    const { status, job } = await create('SELECT Id, LastName FROM Contact');
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(job), [
      'id',
      'operation',
      'object',
      'createdById',
      'createdDate',
      'systemModstamp',
      'state',
      'concurrencyMode',
      'contentType',
      'apiVersion',
      'lineEnding',
      'columnDelimiter',
    ]);
    assert.match(job.id, /^750\w{15}$/);
    assert.equal(job.state, 'UploadComplete');
    assert.equal(job.object, 'Contact');
    assert.equal(job.apiVersion, 66);
    org.practice.faults.clear(fault.id);
    const done = await ended(job.id);
    assert.equal(done.state, 'JobComplete');
    assert.equal(done.jobType, 'V2Query');
    assert.equal(done.numberRecordsProcessed, count);
    assert.ok(!JSON.stringify(done).includes('SELECT'));
  });

  it('return all records in pages with a header each, and the last locator is the word null', async () => {
    const id = await finished('SELECT LastName, Id FROM Contact ORDER BY LastName');
    const rows: string[] = [];
    const sizes: string[] = [];
    let locator = '';
    do {
      const page = await org.get(`jobs/query/${id}/results?maxRecords=500${locator && `&locator=${locator}`}`);
      assert.equal(page.headers.get('content-type'), 'text/csv');
      sizes.push(page.headers.get('sforce-numberofrecords') ?? '');
      const lines = (await page.text()).trimEnd().split('\n');
      assert.equal(lines[0], '"LastName","Id"');
      rows.push(...lines.slice(1));
      locator = page.headers.get('sforce-locator') ?? '';
    } while (locator !== 'null');
    assert.deepEqual(sizes, ['500', '500', '200']);
    assert.equal(new Set(rows).size, count);
    assert.match(rows[0] ?? '', /^"L0","003\w{15}"$/);
  });

  it('use a default page size', async () => {
    const id = await finished('SELECT Id FROM Contact');
    const page = await org.get(`jobs/query/${id}/results`);
    assert.equal(page.headers.get('sforce-numberofrecords'), '100');
    assert.notEqual(page.headers.get('sforce-locator'), 'null');
  });

  it('list their pages in advance, five at a time, so that they can be downloaded in parallel', async () => {
    const id = await finished('SELECT Id FROM Contact');
    let next: string | undefined = `jobs/query/${id}/resultPages`;
    const links: string[] = [];
    const groups: number[] = [];
    while (next !== undefined) {
      const body = (await (await org.get(next)).json()) as {
        resultPages: { resultUrl: string }[];
        nextRecordsUrl?: string;
        done: boolean;
      };
      groups.push(body.resultPages.length);
      links.push(...body.resultPages.map(({ resultUrl }) => resultUrl));
      assert.equal(body.done, body.nextRecordsUrl === undefined);
      next = body.nextRecordsUrl;
    }
    assert.deepEqual(groups, [5, 5, 2]);
    const pages = await Promise.all(links.map(async (link) => (await org.get(link)).text()));
    const ids = pages.flatMap((text) => text.trimEnd().split('\n').slice(1));
    assert.equal(new Set(ids).size, count);
    assert.equal((await org.get(`/services/data/v57.0/jobs/query/${id}/resultPages`)).status, 404);
  });

  it('write parent fields, empty fields, quotes and line breaks with the requested delimiter and line ending', async () => {
    const account = await org.send('POST', 'sobjects/Account', { Name: 'A "quoted", two\nlines' });
    const { id: accountId } = (await account.json()) as { id: string };
    await org.send('POST', 'sobjects/Contact', { LastName: 'Only', AccountId: accountId });
    const id = await finished(
      "SELECT LastName, FirstName, Account.Name, HasOptedOutOfEmail FROM Contact WHERE LastName = 'Only'",
      {
        columnDelimiter: 'SEMICOLON',
        lineEnding: 'CRLF',
      },
    );
    const page = await org.get(`jobs/query/${id}/results`);
    const header = '"LastName";"FirstName";"Account.Name";"HasOptedOutOfEmail"';
    assert.equal(await page.text(), `${header}\r\n"Only";"";"A ""quoted"", two\nlines";"false"\r\n`);
  });

  it('return only a header when nothing matches', async () => {
    const id = await finished("SELECT Id FROM Contact WHERE LastName = 'unknown'");
    const page = await org.get(`jobs/query/${id}/results`);
    assert.equal(await page.text(), '"Id"\n');
    assert.equal(page.headers.get('sforce-numberofrecords'), '0');
    assert.equal(page.headers.get('sforce-locator'), 'null');
  });

  it('include deleted records with queryAll only', async () => {
    const { records } = await org.query("SELECT Id FROM Contact WHERE External_Id__c = 'K-1'");
    await org.send('DELETE', `sobjects/Contact/${String(records[0]?.Id)}`);
    const rowsOf = async (operation: string) => {
      const id = await finished("SELECT Id FROM Contact WHERE External_Id__c = 'K-1'", { operation });
      return (await org.get(`jobs/query/${id}/results`)).headers.get('sforce-numberofrecords');
    };
    assert.equal(await rowsOf('query'), '0');
    assert.equal(await rowsOf('queryAll'), '1');
  });

  it('reject unsupported SOQL before a job is created', async () => {
    const cases: Readonly<Record<string, string>> = {
      'SELECT COUNT() FROM Contact': 'FUNCTIONALITY_NOT_ENABLED',
      'SELECT LastName, COUNT(Id) FROM Contact GROUP BY LastName': 'FUNCTIONALITY_NOT_ENABLED',
      'SELECT Id FROM Contact OFFSET 5': 'FUNCTIONALITY_NOT_ENABLED',
      'SELECT MailingAddress FROM Contact':
        'FUNCTIONALITY_NOT_ENABLED: Selecting compound data not supported in Bulk Query',
      'SELECT Id, (SELECT Id FROM Cases) FROM Contact':
        'FUNCTIONALITY_NOT_ENABLED: Aggregate Relationships not supported in Bulk Query',
      'SELECT TYPEOF What WHEN Account THEN Name END FROM Task': 'FUNCTIONALITY_NOT_ENABLED: TYPEOF',
      'SELECT FIELDS(ALL) FROM Invoice__c LIMIT 10': 'FUNCTIONALITY_NOT_ENABLED: FIELDS(ALL)',
      'SELECT Id FROM Group': "INVALIDENTITY: Entity 'Group' is not supported by the Bulk API.",
      'SELECT Nope FROM Contact': 'INVALID_FIELD: \nSELECT Nope FROM Contact',
      'SELECT Id FROM Nope': 'INVALID_TYPE',
      SELEKT: 'MALFORMED_QUERY: unexpected token: SELEKT',
    };
    for (const [query, refused] of Object.entries(cases)) {
      const answer = await refusalOf(await org.send('POST', 'jobs/query', { operation: 'query', query }));
      assert.ok(answer.startsWith(`400 ${refused}`), `${query} → ${answer}`);
    }
    const query = 'SELECT Id FROM Contact';
    const operation = await refusalOf(await org.send('POST', 'jobs/query', { operation: 'insert', query }));
    assert.equal(operation, "400 API_ERROR: Invalid value: 'insert' supplied for property: 'operation'");
    const { records } = (await (await org.get('jobs/query')).json()) as { records: object[] };
    assert.equal(records.length, 0);
  });

  it('limit results to the API version that created the job, and locators to their job', async () => {
    const id = await finished('SELECT Id FROM Contact');
    const other = await refusalOf(await org.get(`/services/data/v65.0/jobs/query/${id}/results`));
    assert.match(other, /^409 /);
    const wrong = await refusalOf(await org.get(`jobs/query/${id}/results?locator=MDowR2Fub25zZW5zZTo1`));
    assert.match(wrong, /^400 INVALID_QUERY_LOCATOR/);
  });

  it('can be aborted only while they run, and deleted only after they have ended', async () => {
    hold('InProgress');
    const { job } = await create('SELECT Id FROM Contact');
    assert.match(await refusalOf(await org.send('DELETE', `jobs/query/${job.id}`)), /^400 INVALIDJOBSTATE/);
    assert.match(await refusalOf(await org.get(`jobs/query/${job.id}/results`)), /^400 INVALIDJOBSTATE/);
    const aborted = (await (await org.send('PATCH', `jobs/query/${job.id}`, { state: 'Aborted' })).json()) as Job;
    assert.equal(aborted.state, 'Aborted');
    assert.ok(!('lineEnding' in aborted));
    assert.equal((await ended(job.id)).state, 'Aborted');
    const again = await refusalOf(await org.send('PATCH', `jobs/query/${job.id}`, { state: 'Aborted' }));
    assert.equal(again, '400 INVALIDJOBSTATE: Aborting already Aborted Job not allowed');
    assert.equal((await org.send('DELETE', `jobs/query/${job.id}`)).status, 204);
    assert.match(await refusalOf(await org.get(`jobs/query/${job.id}`)), /^404 NOT_FOUND/);
  });

  it('fail with the message of a fault', async () => {
    org.practice.faults.add({ action: { kind: 'failJob', afterChunks: 0, message: 'InternalServerError : no luck' } });
    const job = await ended((await create('SELECT Id FROM Contact')).job.id);
    assert.equal(job.state, 'Failed');
    assert.equal(job.errorMessage, 'InternalServerError : no luck');
  });

  it('are listed with their type, and compressed for clients that accept gzip', async () => {
    const id = await finished('SELECT Id, LastName FROM Contact');
    const list = (await (await org.get('jobs/query?jobType=V2Query')).json()) as { done: boolean; records: Job[] };
    assert.deepEqual(
      list.records.map((job) => [job.id, job.jobType]),
      [[id, 'V2Query']],
    );
    assert.equal(list.done, true);
    const zipped = await org.get(`jobs/query/${id}/results?maxRecords=1000`, { 'Accept-Encoding': 'gzip' });
    assert.equal(zipped.headers.get('content-encoding'), 'gzip');
    assert.equal((await zipped.text()).trimEnd().split('\n').length, 1001);
  });
});
