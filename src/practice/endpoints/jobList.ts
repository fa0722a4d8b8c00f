// Lists of bulk jobs, page after page: what stands in them is the same for loads and queries (facts §4.1, §5).
import { ok, refuse, type Answer, type Call } from '../http/http';

const jobsPerPage = 1000;
const jobTypes = ['BigObjectIngest', 'Classic', 'V2Ingest', 'V2Query'];

/** The kind of jobs that the list is asked for; null for all of them. */
export function jobTypeOf(call: Call): string | null {
  const jobType = call.query.get('jobType');
  if (jobType === null || jobTypes.includes(jobType)) return jobType;
  throw refuse(400, 'API_ERROR', `Invalid value: '${jobType}' supplied for: 'jobType'`);
}

/** The page that the call's locator names; `records` are all that the list has. */
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
