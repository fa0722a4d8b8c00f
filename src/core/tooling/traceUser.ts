// The user whose transactions are logged.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import { isUserId } from './logList';
import { quoted } from './wire';

export interface TracedUser {
  readonly userId: string;
  readonly name: string;
}

/** Rows of a query of the REST API; the Tooling API knows fewer fields of users. */
export type QueryRows = (soql: string, task: Task) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * By ID, username or full name, without regard to letter case. Throws `input.noUser`, and `input.severalUsers` for the
 * name of several.
 */
export async function findUser(text: string, query: QueryRows, org: string, task: Task): Promise<TracedUser> {
  const wanted = text.trim();
  const where = isUserId(wanted)
    ? `Id = ${quoted(wanted)}`
    : `IsActive = true AND (Username = ${quoted(wanted)} OR Name = ${quoted(wanted)})`;
  const rows = await query(`SELECT Id, Name, Username FROM User WHERE ${where} ORDER BY Username LIMIT 20`, task);
  const users = rows.map((row) => ({
    userId: String(row['Id']),
    name: String(row['Name']),
    username: String(row['Username']),
  }));
  const byUsername = users.find(({ username }) => username.toLowerCase() === wanted.toLowerCase());
  const [found, ...others] = byUsername ? [byUsername] : users;
  if (!found) throw new SalesforceError('input.noUser', { org, name: wanted });
  if (others.length > 0) {
    const names = users.map(({ username }) => username).join(', ');
    throw new SalesforceError('input.severalUsers', { org, name: wanted, names });
  }
  return { userId: found.userId, name: found.name };
}
