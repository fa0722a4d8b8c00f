// A Bulk API 2.0 on loopback, in a process of its own. It takes any upload as fast as it comes, keeps none of it, and
// settles every row as succeeded. It costs the same for every client, so that the clients make the difference.
// Prints {"url"} as its first line. Rows must be those of rows.mjs, in order within each upload.
// Arguments: rows of a result page of a query (default 50,000), and the megabits a second that it takes of an upload
// (default: no limit).
import { createServer } from 'node:http';
import { createQueries } from './queries.mjs';
import { row } from './rows.mjs';

const serveQueries = createQueries(Number(process.argv[2] ?? 50_000));
const uploadBytesPerMs = (Number(process.argv[3] ?? Infinity) * 1e6) / 8 / 1000;
const jobs = new Map();
/** Number of calls of each kind since the last GET of /calls. */
let calls = {};

function kindOf(method, [id, part]) {
  if (id === undefined) return method === 'POST' ? 'create' : 'list';
  if (method === 'PUT') return 'upload';
  if (method === 'PATCH') return 'close';
  return part ? 'results' : 'poll';
}

function count(kind) {
  calls[kind] = (calls[kind] ?? 0) + 1;
}

const org = '00D000000000001';
let made = 0;

const send = (response, status, body) => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text);
};

const info = (job) => ({
  id: job.id,
  state: job.state,
  object: 'Account',
  operation: 'upsert',
  externalIdFieldName: 'External_Id__c',
  createdById: '005000000000001AAA',
  createdDate: '2026-01-01T00:00:00.000+0000',
  systemModstamp: '2026-01-01T00:00:00.000+0000',
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: 66,
  jobType: 'V2Ingest',
  lineEnding: 'LF',
  columnDelimiter: 'COMMA',
  numberRecordsProcessed: job.state === 'JobComplete' ? job.rows : 0,
  numberRecordsFailed: 0,
  retries: 0,
  totalProcessingTime: 1,
  apiActiveProcessingTime: 1,
  apexProcessingTime: 0,
});

/** Counts the line ends, and reads the header and the number of the first row. */
function take(request, response, job) {
  let head = '';
  let taken = 0;
  const startedAt = performance.now();
  request.on('data', (chunk) => {
    taken += chunk.length;
    const aheadMs = taken / uploadBytesPerMs - (performance.now() - startedAt);
    if (aheadMs >= 1) {
      request.pause();
      setTimeout(() => request.resume(), aheadMs);
    }
    if (head.length < 4096) head += chunk.toString('latin1');
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) job.rows += 1;
  });
  request.on('end', () => {
    job.rows -= 1;
    job.header = head.slice(0, head.indexOf('\n'));
    job.first = Number(/BENCH-(\d+)/.exec(head)?.[1] ?? 0);
    response.writeHead(201).end();
  });
}

/** No two rows create the same record. */
const idOf = (number) => `001${String(number).padStart(12, '0')}AAA`;

async function sendResults(response, job, list) {
  const header = { successfulResults: '"sf__Id","sf__Created",', failedResults: '"sf__Id","sf__Error",' }[list] ?? '';
  response.writeHead(200, { 'Content-Type': 'text/csv' });
  response.write(`${header}${job.header}\n`);
  for (let from = 0; list === 'successfulResults' && from < job.rows; from += 2_000) {
    const rows = Array.from(
      { length: Math.min(2_000, job.rows - from) },
      (_, offset) => `"${idOf(job.first + from + offset)}","true",${row(job.first + from + offset)}`,
    );
    if (!response.write(`${rows.join('\n')}\n`)) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end();
}

async function patch(request, response, job) {
  let text = '';
  for await (const chunk of request) text += chunk;
  job.state = JSON.parse(text).state === 'Aborted' ? 'Aborted' : 'JobComplete';
  send(response, 200, info({ ...job, state: job.state === 'Aborted' ? 'Aborted' : 'UploadComplete' }));
}

function serveJobs(request, response, [id, list]) {
  if (id === undefined && request.method === 'POST') {
    const job = {
      id: `750000000000${String(++made).padStart(3, '0')}AAA`,
      state: 'Open',
      rows: 0,
      first: 0,
      header: '',
    };
    jobs.set(job.id, job);
    request.resume();
    return send(response, 200, { ...info(job), contentUrl: `services/data/v66.0/jobs/ingest/${job.id}/batches` });
  }
  const job = jobs.get(id);
  if (!job) return send(response, 404, [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]);
  if (request.method === 'PUT') return take(request, response, job);
  if (request.method === 'PATCH') return void patch(request, response, job);
  return list ? void sendResults(response, job, list) : send(response, 200, info(job));
}

const user = {
  user_id: '005000000000001AAA',
  organization_id: `${org}EAA`,
  preferred_username: 'bench@example.com',
  name: 'Bench',
};
const records = (...rows) => ({
  totalSize: rows.length,
  done: true,
  records: rows.map((one) => ({ attributes: { type: 'Organization', url: '' }, ...one })),
});

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://sink');
  const ingest = /\/jobs\/ingest\/?(\w+)?\/?(\w+)?\/?$/.exec(pathname);
  if (ingest) {
    count(kindOf(request.method, ingest.slice(1)));
    return serveJobs(request, response, ingest.slice(1));
  }
  if (pathname === '/calls') {
    send(response, 200, calls);
    calls = {};
    return;
  }
  if (pathname.includes('/jobs/query')) {
    count(request.method === 'POST' ? 'create' : pathname.endsWith('/results') ? 'results' : 'poll');
    return serveQueries(request, response);
  }
  if (pathname === '/bare') return take(request, response, { rows: 0 });
  count('other');
  request.resume();
  if (pathname.endsWith('/userinfo')) return send(response, 200, user);
  if (pathname.endsWith('/services/data'))
    return send(response, 200, [{ label: "Spring '26", url: '/services/data/v66.0', version: '66.0' }]);
  if (pathname.includes('/sobjects/User/'))
    return send(response, 200, { Id: user.user_id, Username: user.preferred_username });
  if (pathname.includes('/query'))
    return send(
      response,
      200,
      records({
        Id: user.organization_id,
        Name: 'Bench',
        IsSandbox: false,
        TrialExpirationDate: null,
        OrganizationType: 'Developer Edition',
        InstanceName: 'X1',
        NamespacePrefix: null,
      }),
    );
  return send(response, 200, {});
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`),
);
process.on('disconnect', () => process.exit());
