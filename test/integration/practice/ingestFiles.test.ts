// Files of ingest jobs: errors that fail a job before its first row, CSV formats, and the result files.
import assert from 'node:assert/strict';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { endStates, startOrg, type Json, type OrgCaller } from './orgCaller';

const insertSpec = { object: 'Account', operation: 'insert' };

describe('files of ingest jobs in the practice org', () => {
  let org: OrgCaller;
  beforeEach(async () => {
    org = await startOrg({ seedAccounts: 1, rowsPerChunk: 3 });
  });
  afterEach(() => org.close());

  const failures: readonly [what: string, spec: Json, csv: string, message: string][] = [
    ['an unknown column', insertSpec, 'Name,Foo__c,Bar__c\nA,1,2\n', 'InvalidBatch : Field name not found : Foo__c'],
    ['a byte order mark', insertSpec, '\ufeffName\nA\n', 'InvalidBatch : Field name not found : \ufeffName'],
    [
      'CRLF in a job with LF',
      insertSpec,
      'Name\r\nA\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'LF in a job with CRLF',
      { ...insertSpec, lineEnding: 'CRLF' },
      'Name\nA\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF',
    ],
    [
      'CRLF inside quotes in a job with LF',
      insertSpec,
      'Name\n"A\r\nB"\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'columns other than Id in a delete',
      { object: 'Account', operation: 'delete' },
      'Id,Name\n0015e0000YI61cVAQR,A\n',
      "InvalidBatch : The 'delete' batch must contain only ids",
    ],
    [
      'quotes that are not closed',
      insertSpec,
      'Name\n"A\n',
      'InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote',
    ],
  ];
  for (const [what, spec, csv, message] of failures) {
    it(`fail the whole job for ${what}, with all rows unprocessed`, async () => {
      const { job, succeeded, failed, unprocessed } = await org.load(spec, csv);
      assert.equal(job['state'], 'Failed');
      assert.equal(job['errorMessage'], message);
      assert.equal(job['numberRecordsProcessed'], 0);
      for (const file of [succeeded, failed]) assert.equal(file.trimEnd().split('\n').length, 1);
      assert.ok(unprocessed.split('\n').length > 2 || unprocessed.includes('"A'), unprocessed);
    });
  }

  it('can use any of the six delimiters, and the results use the same one', async () => {
    const delimiters = { COMMA: ',', BACKQUOTE: '`', CARET: '^', PIPE: '|', SEMICOLON: ';', TAB: '\t' };
    for (const [columnDelimiter, d] of Object.entries(delimiters)) {
      const { job, succeeded } = await org.load({ ...insertSpec, columnDelimiter }, `Name${d}Phone\n"a${d}b"${d}5\n`);
      assert.equal(job['numberRecordsFailed'], 0, columnDelimiter);
      const [header, row] = succeeded.split('\n');
      assert.equal(header, ['"sf__Id"', '"sf__Created"', 'Name', 'Phone'].join(d));
      assert.match(row ?? '', /^"001\w{15}"/);
      assert.ok(row?.endsWith(`${d}"true"${d}"a${d}b"${d}"5"`));
    }
  });

  it('can use CRLF, and the results use it too', async () => {
    const { succeeded } = await org.load({ ...insertSpec, lineEnding: 'CRLF' }, 'Name,Site\r\n"A\r\nB",x\r\nC,y\r\n');
    assert.match(succeeded, /^"sf__Id","sf__Created",Name,Site\r\n"001\w{15}","true","A\r\nB","x"\r\n/);
    assert.doesNotMatch(succeeded, /[^\r]\n/);
  });

  it('have results with the uploaded header and every value quoted', async () => {
    const { succeeded, failed } = await org.load(insertSpec, 'NAME,"Phone"\nA,\n,"say ""hi"""\n');
    assert.match(succeeded, /^"sf__Id","sf__Created",NAME,"Phone"\n"001\w{15}","true","A",""\n$/);
    assert.equal(
      failed,
      '"sf__Id","sf__Error",NAME,"Phone"\n"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","","say ""hi"""\n',
    );
  });

  it('have results in a different order than the upload', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `N${String(i).padStart(2, '0')}`);
    const { succeeded } = await org.load(insertSpec, `Name\n${names.join('\n')}\n`);
    const order = succeeded.match(/N\d\d/g) ?? [];
    assert.notDeepEqual(order, names);
    assert.deepEqual([...order].sort(), names);
  });

  it('distinguish created rows from updated ones', async () => {
    const spec = { object: 'Account', operation: 'upsert', externalIdFieldName: 'External_Id__c' };
    const { succeeded } = await org.load(spec, 'External_Id__c,Name\nACC-00001,Old\nNEW-1,New\n');
    const rows: Record<string, string>[] = parse(succeeded, { columns: true });
    assert.deepEqual(
      rows.map((row) => [row['External_Id__c'], row['sf__Created']]),
      [
        ['ACC-00001', 'false'],
        ['NEW-1', 'true'],
      ],
    );
  });

  it('have succeeded, failed and unprocessed rows that add up to the input when a job fails during processing', async () => {
    org.practice.faults.add({ action: { kind: 'failJob', afterChunks: 2, message: 'InternalServerError : gone' } });
    const input = ['A', '', 'C', 'D', 'E', 'F', 'G', 'H'];
    const { job, ...files } = await org.load(
      insertSpec,
      `Name,Phone\n${input.map((name) => `${name},5`).join('\n')}\n`,
    );
    assert.equal(job['state'], 'Failed');
    assert.equal(job['errorMessage'], 'InternalServerError : gone');
    assert.equal(job['numberRecordsProcessed'], 6);
    assert.equal(job['numberRecordsFailed'], 1);
    const count = (csv: string): number => csv.trimEnd().split('\n').length - 1;
    assert.deepEqual(Object.values(files).map(count), [5, 1, 2]);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Phone = '5'")).totalSize, 5);
  });

  it('are compressed for clients that accept gzip', async () => {
    const { id } = await org.createJob(insertSpec);
    await org.upload(id, `Name\n${Array.from({ length: 400 }, (_, i) => `Account number ${i}`).join('\n')}\n`);
    await org.setState(id, 'UploadComplete');
    await org.until(id, ...endStates);
    const url = `${org.practice.url}/services/data/v66.0/jobs/ingest/${String(id)}/successfulResults`;
    const headers = { authorization: `Bearer ${org.practice.accessToken}`, 'accept-encoding': 'gzip' };
    const [encoding, bytes] = await new Promise<[string | undefined, Buffer]>((resolve, reject) => {
      http.get(url, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve([response.headers['content-encoding'], Buffer.concat(chunks)]));
        response.on('error', reject);
      });
    });
    assert.equal(encoding, 'gzip');
    assert.equal(gunzipSync(bytes).toString().trimEnd().split('\n').length, 401);
  });

  it('can be large without blocking other requests', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `Account ${i},Leeds,${i % 500}`).join('\n');
    const { id } = await org.createJob(insertSpec);
    await org.upload(id, `Name,BillingCity,NumberOfEmployees\n${rows}\n`);
    await org.setState(id, 'UploadComplete');
    let answers = 0;
    let state = '';
    while (state !== 'JobComplete') {
      state = String((await org.until(id, 'UploadComplete', 'InProgress', 'JobComplete'))['state']);
      answers++;
    }
    assert.ok(answers >= 3, `only ${answers} answers while the job ran`);
  });
});
