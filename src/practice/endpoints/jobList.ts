// The pages of a list of bulk jobs, for ingest and query jobs.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_all_jobs.htm
import { ok, refuse, type Answer, type Call } from '../http/http';

const jobsPerPage = 1000;
const jobTypes = ['BigObjectIngest', 'Classic', 'V2Ingest', 'V2Query'];

/** The requested job type; null for all types. */
export function jobTypeOf(call: Call): string | null {
  const jobType = call.query.get('jobType');
  if (jobType === null || jobTypes.includes(jobType)) return jobType;
  throw refuse(400, 'API_ERROR', `Invalid value: '${jobType}' supplied for: 'jobType'`);
}

/** The page at the locator of the call; `records` is the whole list. */
export function jobList(records: readonly unknown[], call: Call): Answer {
  const locator = call.query.get('queryLocator') ?? '';
  const offset = Number(Buffer.from(locator, 'base64url').toString());
  if (!Number.isInteger(offset) || offset > records.length) {
    throw refuse(400, 'API_ERROR', `Invalid value: '${locator}' supplied for: 'queryLocator'`);
  }
  const end = offset + jobsPerPage;
  const isDone = end >= records.length;
  const query = new URLSearchParams(call.query);
  query.set('queryLocator', Buffer.from(String(end)).toString('base64url'));
  return ok({
    done: isDone,
    nextRecordsUrl: isDone ? null : `${call.path}?${query.toString()}`,
    records: records.slice(offset, end),
  });
}
