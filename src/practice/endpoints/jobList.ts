// Lists of bulk jobs, page after page: what stands in them is the same for loads and queries (facts §4.1, §5).
import type { Answer, Call } from '../http';
import { ok } from '../http';

const PAGE_JOBS = 1000;

/** The page that the call's locator names; `records` are all that the list has. */
export function jobList(records: readonly unknown[], call: Call): Answer {
  const offset = Number(Buffer.from(call.query.get('queryLocator') ?? '', 'base64url').toString() || 0);
  const end = offset + PAGE_JOBS;
  const isDone = end >= records.length;
  const query = new URLSearchParams(call.query);
  query.set('queryLocator', Buffer.from(String(end)).toString('base64url'));
  return ok({
    done: isDone,
    nextRecordsUrl: isDone ? null : `${call.path}?${query.toString()}`,
    records: records.slice(offset, end),
  });
}
