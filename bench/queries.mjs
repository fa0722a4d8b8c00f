// Bulk API 2.0 query jobs of the sink: `SELECT … LIMIT n` finds n records. A page is made on first use and kept, so
// that a warm sink costs next to nothing. Pages of the object Plain__c are not compressed.
import { gzipSync } from 'node:zlib';
import { row } from './rows.mjs';

/** Later pages repeat these. */
const maximumDifferentPages = 20;
const header = '"External_Id__c","Name","Phone","BillingCity","Description"\n';
const root = '/services/data/v66.0/jobs/query';

/** Every value in quotes, as Salesforce writes them. */
const quoted = (index) => {
  const [key, name, phone, city, text] = row(index).split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return `"${key}","${name}","${phone}","${city}",${text}`;
};

function makePage(first, rows) {
  const lines = Array.from({ length: rows }, (_, offset) => quoted(first + offset));
  const plain = Buffer.from(`${header}${lines.join('\n')}\n`);
  return { plain, compressed: gzipSync(plain, { level: 1 }) };
}

const send = (response, body) => {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
};

const info = ({ id, object, rows }) => {
  return { id, operation: 'query', object, state: 'JobComplete', numberRecordsProcessed: rows };
};

/** Resolves with the job that the request asks for. */
async function readJob(request, number) {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { query } = JSON.parse(text);
  return {
    id: `750000000001${String(number).padStart(3, '0')}AAA`,
    object: /FROM (\w+)/.exec(query)[1],
    rows: Number(/LIMIT (\d+)/.exec(query)[1]),
  };
}

/** Returns a handler of every request below jobs/query. */
export function createQueries(pageRows) {
  const jobs = new Map();
  const pages = new Map();
  const lastPage = (job) => Math.ceil(job.rows / pageRows) - 1;
  const rowsOf = (job, number) => Math.min(pageRows, job.rows - number * pageRows);

  const pageOf = (job, number) => {
    const place = number % maximumDifferentPages;
    const key = `${place}/${rowsOf(job, number)}`;
    if (!pages.has(key)) pages.set(key, makePage(place * pageRows, rowsOf(job, number)));
    return pages.get(key);
  };

  const create = async (request, response) => {
    const job = await readJob(request, jobs.size);
    jobs.set(job.id, job);
    // A page that is made now is not made while a client downloads.
    for (let page = 0; page <= lastPage(job); page++) pageOf(job, page);
    send(response, { ...info(job), state: 'UploadComplete' });
  };

  const sendLocators = (response, job, from) => {
    const end = Math.min(from + 5, lastPage(job) + 1);
    const isDone = end > lastPage(job);
    const resultPages = Array.from({ length: end - from }, (_, offset) => ({
      resultUrl: `${root}/${job.id}/results?locator=${from + offset}`,
    }));
    const nextRecordsUrl = `${root}/${job.id}/resultPages?locator=${end}`;
    send(response, { resultPages, ...(!isDone && { nextRecordsUrl }), done: isDone });
  };

  const sendPage = (request, response, job, number) => {
    const { plain, compressed } = pageOf(job, number);
    const isCompressed = job.object !== 'Plain__c' && /gzip/.test(request.headers['accept-encoding'] ?? '');
    const body = isCompressed ? compressed : plain;
    response.writeHead(200, {
      'Content-Type': 'text/csv',
      'Content-Length': body.length,
      ...(isCompressed && { 'Content-Encoding': 'gzip' }),
      'Sforce-NumberOfRecords': String(rowsOf(job, number)),
      'Sforce-Locator': number < lastPage(job) ? String(number + 1) : 'null',
    });
    response.end(body);
  };

  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://sink');
    const [, id, part] = /\/jobs\/query\/?(\w+)?\/?(\w+)?/.exec(pathname);
    if (id === undefined) return void create(request, response);
    const job = jobs.get(id);
    const number = Number(searchParams.get('locator') ?? 0);
    if (part === 'resultPages') return sendLocators(response, job, number);
    return part === 'results' ? sendPage(request, response, job, number) : send(response, info(job));
  };
}
