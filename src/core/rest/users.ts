// The names of users, for lists that only have their ids.
import { isCanceled, type Task } from '../kernel/task';
import type { OrgClient } from '../http/client';
import { query } from './query';

/** So many fit into the URL of one request. */
const maxIds = 400;

/** One query. Users that cannot be read, or beyond the limit, are left out: a list is useful without names, too. */
export async function userNames(
  client: OrgClient,
  ids: readonly string[],
  task: Task,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const valid = ids.filter((id) => /^[A-Za-z0-9]{15,18}$/.test(id)).slice(0, maxIds);
  if (valid.length === 0) return names;
  try {
    const { rows } = await query(client, `SELECT Id, Name FROM User WHERE Id IN ('${valid.join("','")}')`, {}, task);
    for await (const { Id, Name } of rows) if (typeof Id === 'string' && typeof Name === 'string') names.set(Id, Name);
  } catch (error) {
    if (isCanceled(error) || task.signal.aborted) throw error;
  }
  return names;
}
