// The routes of Bulk API 2.0 ingest jobs; the jobs themselves are in bulk/.
import { Readable } from 'node:stream';
import type { ClassicJobs } from '../bulk/classicJobs';
import { jobJson, type IngestJob } from '../bulk/job';
import type { IngestJobs } from '../bulk/jobs';
import { readMultipart } from '../bulk/multipart';
import { resultCsv, type ResultFile } from '../bulk/results';
import { readJobSpec } from '../bulk/spec';
import { isRecord, readRecord, userOf, type JsonRecord } from '../dml/jsonRecords';
import { notFound, ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';
import { jobList, jobTypeOf } from './jobList';

const firstVersion = 41;
const maxMultipartCharacters = 100_000;
/** 150 MB, like the batches of Data Loader. */
const maxUploadBytes = 150 * 1024 * 1024;

export function bulkRoutes(org: Org, jobs: IngestJobs, classic: ClassicJobs): Route[] {
  const root = '/services/data/{v}/jobs/ingest';
  const one = `${root}/:jobId`;
  const jobOf = (call: Call): IngestJob => {
    const job = jobs.find(String(call.params['jobId']));
    if (job === undefined) throw notFound();
    return job;
  };
  const results = (file: ResultFile): Route =>
    route('GET', `${one}/${file}`, (call) => ({
      status: 200,
      headers: { 'Content-Type': 'text/csv' },
      body: resultCsv(jobOf(call), file, jobs.rowsPerChunk),
    }));
  const routes = [
    route('POST', root, (call) => create(org, jobs, call)),
    route('GET', root, (call) => list(jobs, classic, call)),
    route('GET', one, (call) => ok(jobJson(jobOf(call), 'get'))),
    route('PATCH', one, (call) => change(jobs, jobOf(call), call)),
    route('DELETE', one, (call) => {
      jobs.delete(jobOf(call));
      return { status: 204 };
    }),
    route('PUT', `${one}/batches`, (call) => upload(jobs, jobOf(call), call)),
    results('successfulResults'),
    results('failedResults'),
    results('unprocessedrecords'),
  ];
  return routes.map((line) => ({ ...line, since: firstVersion }));
}

async function create(org: Org, jobs: IngestJobs, call: Call): Promise<Answer> {
  const contentType = call.header('content-type') ?? '';
  if (/^multipart\/form-data/i.test(contentType)) return createWithContent(org, jobs, call);
  const spec = readJobSpec(org, await readRecord(call), { version: call.version, userId: userOf(org, call) });
  return ok(jobJson(jobs.create(spec, userOf(org, call)), 'create'));
}

/** Creates a job with its data in one request and closes it at once. */
async function createWithContent(org: Org, jobs: IngestJobs, call: Call): Promise<Answer> {
  const body = Buffer.from(await call.text());
  const parts = readMultipart(call.header('content-type') ?? '', body);
  const json = parts?.get('job');
  const content = parts?.get('content');
  if (json === undefined || content === undefined) {
    throw refuse(400, 'CLIENTINPUTERROR', 'ClientInputError : Multipart request must have the parts job and content');
  }
  if (content.toString().length > maxMultipartCharacters) {
    throw refuse(400, 'CLIENTINPUTERROR', `ClientInputError : Content exceeds ${maxMultipartCharacters} characters`);
  }
  const spec = readJobSpec(org, parseJob(json), { version: call.version, userId: userOf(org, call) });
  const job = jobs.create(spec, userOf(org, call));
  await jobs.upload(job, Readable.from([content]), maxUploadBytes);
  jobs.close(job);
  return ok(jobJson(job, 'create'));
}

function parseJob(json: Buffer): JsonRecord {
  try {
    const parsed: unknown = JSON.parse(json.toString());
    if (isRecord(parsed)) return parsed;
  } catch {
    // Falls through to the error for JSON that is not an object.
  }
  throw refuse(400, 'JSON_PARSER_ERROR', 'The part job must be a JSON object. at [line:1, column:1]');
}

async function upload(jobs: IngestJobs, job: IngestJob, call: Call): Promise<Answer> {
  const contentType = call.header('content-type') ?? '';
  if (!/^text\/csv\b/i.test(contentType)) {
    throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Type must be text/csv, not ${contentType}`);
  }
  await jobs.upload(job, call.stream(), maxUploadBytes);
  return { status: 201 };
}

async function change(jobs: IngestJobs, job: IngestJob, call: Call): Promise<Answer> {
  const { state } = await readRecord(call);
  if (state === 'UploadComplete') jobs.close(job);
  else if (state === 'Aborted') jobs.abort(job);
  else {
    const shown = typeof state === 'string' ? state : '';
    throw refuse(400, 'API_ERROR', `Invalid value: '${shown}' supplied for property: 'state'`);
  }
  return ok(jobJson(job, 'patch'));
}

function list(jobs: IngestJobs, classic: ClassicJobs, call: Call): Answer {
  if (call.query.get('isPkChunkingEnabled') === 'true') return jobList([], call);
  const jobType = jobTypeOf(call);
  const own = jobType === null || jobType === 'V2Ingest' ? jobs.list().map((job) => jobJson(job, 'list')) : [];
  return jobList([...own, ...classic.list(jobType)], call);
}
