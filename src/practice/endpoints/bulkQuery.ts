// The routes of Bulk API 2.0 query jobs; the jobs themselves are in bulk/query/.
import type { ClassicJobs } from '../bulk/classicJobs';
import { queryJobJson, type QueryJob } from '../bulk/query/job';
import type { QueryJobs } from '../bulk/query/jobs';
import { pageAt, pageCsv, toLocator } from '../bulk/query/results';
import { readQueryJobSpec } from '../bulk/query/spec';
import { readRecord, userOf } from '../dml/jsonRecords';
import { notFound, ok, refuse, route, type Answer, type Call, type Route } from '../http/http';
import type { Org } from '../org/org';
import { jobList, jobTypeOf } from './jobList';

/** The number of links in one resultPages response. */
const linksPerAnswer = 5;
const firstVersion = 47;
const firstVersionWithPages = 58;

export function bulkQueryRoutes(org: Org, jobs: QueryJobs, classic: ClassicJobs): Route[] {
  const root = '/services/data/{v}/jobs/query';
  const one = `${root}/:jobId`;
  const jobOf = (call: Call): QueryJob => {
    const job = jobs.find(String(call.params['jobId']));
    if (job === undefined) throw notFound();
    return job;
  };
  const routes = [
    route('POST', root, async (call) => {
      const spec = readQueryJobSpec(org, await readRecord(call), call.version);
      return ok(queryJobJson(jobs.create(spec, userOf(org, call)), 'create'));
    }),
    route('GET', root, (call) => list(jobs, classic, call)),
    route('GET', one, (call) => ok(queryJobJson(jobOf(call), 'get'))),
    route('PATCH', one, (call) => abort(jobs, jobOf(call), call)),
    route('DELETE', one, (call) => {
      jobs.delete(jobOf(call));
      return { status: 204 };
    }),
    route('GET', `${one}/results`, (call) => results(finished(jobOf(call), call), call, jobs.rowsPerPage)),
    route('GET', `${one}/resultPages`, (call) => resultPages(finished(jobOf(call), call), call, jobs.rowsPerPage), {
      since: firstVersionWithPages,
    }),
  ];
  return routes.map((line) => ({ ...line, since: line.since ?? firstVersion }));
}

async function abort(jobs: QueryJobs, job: QueryJob, call: Call): Promise<Answer> {
  const { state } = await readRecord(call);
  if (state !== 'Aborted') {
    const shown = typeof state === 'string' ? state : '';
    throw refuse(400, 'API_ERROR', `Invalid value: '${shown}' supplied for property: 'state'`);
  }
  jobs.abort(job);
  return ok(queryJobJson(job, 'patch'));
}

/** Results are available for complete jobs, in the API version that created them. */
function finished(job: QueryJob, call: Call): QueryJob {
  const { apiVersion } = job.spec;
  if (call.version !== apiVersion) {
    throw refuse(409, 'INVALIDVERSION', `InvalidVersion : The job was created with API version ${apiVersion}.0`);
  }
  if (job.state !== 'JobComplete') {
    throw refuse(400, 'INVALIDJOBSTATE', `Results of a Job in state ${job.state} are not available`);
  }
  return job;
}

function results(job: QueryJob, call: Call, rowsPerPage: number): Answer {
  const asked = Number(call.query.get('maxRecords') ?? rowsPerPage);
  if (!Number.isInteger(asked) || asked < 1) {
    throw refuse(400, 'API_ERROR', `Invalid value: '${call.query.get('maxRecords') ?? ''}' supplied for: 'maxRecords'`);
  }
  const page = pageAt(job, call.query.get('locator') ?? undefined, asked);
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/csv',
      'Sforce-NumberOfRecords': String(page.end - page.start),
      'Sforce-Locator': page.next ?? 'null',
    },
    body: pageCsv(job, page),
  };
}

function resultPages(job: QueryJob, call: Call, rowsPerPage: number): Answer {
  const base = `/services/data/v${call.version}.0/jobs/query/${job.id}`;
  const links: { resultUrl: string }[] = [];
  let locator: string | undefined = call.query.get('locator') ?? toLocator(job, 0);
  while (locator !== undefined && links.length < linksPerAnswer) {
    links.push({ resultUrl: `${base}/results?locator=${locator}` });
    locator = pageAt(job, locator, rowsPerPage).next;
  }
  const rest = locator === undefined ? {} : { nextRecordsUrl: `${base}/resultPages?locator=${locator}` };
  return ok({ resultPages: links, ...rest, done: locator === undefined });
}

function list(jobs: QueryJobs, classic: ClassicJobs, call: Call): Answer {
  if (call.query.get('isPkChunkingEnabled') === 'true') return jobList([], call);
  const jobType = jobTypeOf(call);
  const own = jobType === null || jobType === 'V2Query' ? jobs.list().map((job) => queryJobJson(job, 'list')) : [];
  return jobList([...own, ...classic.list(jobType)], call);
}
