// Bulk API 2.0 query jobs of the sink: `SELECT … LIMIT n` finds n records, in pages of 50,000 that are made once and handed
// out as often as they are wanted, so that what is measured is the client. Of the object Plain__c they are not compressed.
import { gzipSync } from 'node:zlib';
import { row } from './rows.mjs';

const rowsPerPage = 50_000;
const mostDifferentPages = 20;
const header = '"External_Id__c","Name","Phone","BillingCity","Description"\n';
const root = '/services/data/v66.0/jobs/query';

const jobs = new Map();
const pages = new Map();

/** Every value in quotes, as Salesforce writes them. */
const quoted = (index) => {
  const [key, name, phone, city, text] = row(index).split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return `"${key}","${name}","${phone}","${city}",${text}`;
};

function pageOf(number, rows) {
  const key = `${number % mostDifferentPages}/${rows}`;
  if (!pages.has(key)) {
    const first = (number % mostDifferentPages) * rowsPerPage;
    const plain = Buffer.from(
      `${header}${Array.from({ length: rows }, (_, offset) => quoted(first + offset)).join('\n')}\n`,
    );
    pages.set(key, { plain, zipped: gzipSync(plain, { level: 1 }) });
  }
  return pages.get(key);
}

const send = (response, body) => {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
};

const info = (job) => ({
  id: job.id,
  operation: 'query',
  object: job.object,
  state: 'JobComplete',
  numberRecordsProcessed: job.rows,
});
const lastPage = (job) => Math.ceil(job.rows / rowsPerPage) - 1;

async function create(request, response) {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { query } = JSON.parse(text);
  const job = {
    id: `750000000001${String(jobs.size).padStart(3, '0')}AAA`,
    object: /FROM (\w+)/.exec(query)[1],
    rows: Number(/LIMIT (\d+)/.exec(query)[1]),
  };
  jobs.set(job.id, job);
  // Made before anybody measures how fast they are handed out.
  for (let page = 0; page <= Math.min(lastPage(job), mostDifferentPages - 1); page++)
    pageOf(page, Math.min(rowsPerPage, job.rows - page * rowsPerPage));
  send(response, { ...info(job), state: 'UploadComplete' });
}

function list(response, job, from) {
  const end = Math.min(from + 5, lastPage(job) + 1);
  const isDone = end > lastPage(job);
  const resultPages = Array.from({ length: end - from }, (_, offset) => ({
    resultUrl: `${root}/${job.id}/results?locator=${from + offset}`,
  }));
  send(response, {
    resultPages,
    ...(!isDone && { nextRecordsUrl: `${root}/${job.id}/resultPages?locator=${end}` }),
    done: isDone,
  });
}

function give(request, response, job, number) {
  const rows = Math.min(rowsPerPage, job.rows - number * rowsPerPage);
  const { plain, zipped } = pageOf(number, rows);
  const isZipped = job.object !== 'Plain__c' && /gzip/.test(request.headers['accept-encoding'] ?? '');
  const body = isZipped ? zipped : plain;
  response.writeHead(200, {
    'Content-Type': 'text/csv',
    'Content-Length': body.length,
    ...(isZipped && { 'Content-Encoding': 'gzip' }),
    'Sforce-NumberOfRecords': String(rows),
    'Sforce-Locator': number < lastPage(job) ? String(number + 1) : 'null',
  });
  response.end(body);
}

export function serveQueries(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://sink');
  const [, id, part] = /\/jobs\/query\/?(\w+)?\/?(\w+)?/.exec(pathname);
  if (id === undefined) return void create(request, response);
  const job = jobs.get(id);
  const place = Number(searchParams.get('locator') ?? 0);
  if (part === 'resultPages') return list(response, job, place);
  return part === 'results' ? give(request, response, job, place) : send(response, info(job));
}
