// The requests of a check, each of which only reads.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Limits, Row } from '../rest/rest';
import { checks } from './checks';
import type { OrgAccess } from './orgAccess';

const versionList = z.lazy(() => z.array(z.object({ version: z.string() })));
const organization = z.lazy(() => z.object({ TrialExpirationDate: z.string().nullable() }));

export const limitsOf = ({ rest }: OrgAccess, task: Task): Promise<Limits> => rest.limits(task);

/** The API versions that the org offers; needs no session. */
export const versionsOf = ({ client }: OrgAccess, task: Task): Promise<readonly string[]> =>
  client.json(
    { method: 'GET', path: '/services/data', repeat: 'safe' },
    (value) => versionList.parse(value).map(({ version }) => version),
    task,
  );

/** Reads the list of ingest jobs, which every user who can load data can see. */
export async function bulkAnswers({ client }: OrgAccess, task: Task): Promise<void> {
  const response = await client.send({ method: 'GET', path: '/services/data/v{v}/jobs/ingest', repeat: 'safe' }, task);
  response.discard();
}

/** When a trial or scratch org expires, in milliseconds since 1970; undefined for other orgs. */
export async function expiryOf({ rest }: OrgAccess, task: Task): Promise<number | undefined> {
  const row = await firstRow(rest.query('SELECT TrialExpirationDate FROM Organization', {}, task));
  const { TrialExpirationDate: expiry } = organization.parse(row ?? { TrialExpirationDate: null });
  return expiry === null ? undefined : Date.parse(expiry.replace(/\+0000$/, 'Z'));
}

const asked = Object.values(checks).flatMap(({ permission }) => permission ?? []);

/**
 * Permission → whether the user has it, from a profile or a permission set. Every user can query UserPermissionAccess,
 * even without “View Setup”. A permission that the org does not have is missing from the map.
 */
export async function permissionsOf({ rest }: OrgAccess, task: Task): Promise<ReadonlyMap<string, boolean>> {
  const read = async (names: readonly string[]): Promise<readonly (readonly [string, boolean])[]> => {
    const row = await firstRow(rest.query(`SELECT ${names.join(', ')} FROM UserPermissionAccess`, {}, task));
    return names.flatMap((name) => (typeof row?.[name] === 'boolean' ? [[name, row[name]] as const] : []));
  };
  try {
    return new Map(await read(asked));
  } catch (error) {
    if (!isUnknownName(error)) throw error;
    const singly = asked.map((name) =>
      read([name]).catch((refused: unknown) => {
        if (isUnknownName(refused)) return [];
        throw refused;
      }),
    );
    return new Map((await Promise.all(singly)).flat());
  }
}

const isUnknownName = (error: unknown): boolean => error instanceof SalesforceError && error.code === 'request.badSoql';

async function firstRow(answer: ReturnType<OrgAccess['rest']['query']>): Promise<Row | undefined> {
  for await (const row of (await answer).rows) return row;
  return undefined;
}
