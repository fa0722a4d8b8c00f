// The single questions of a check-up, each of them one or a few reads.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Limits, Row } from '../rest/rest';
import { checks } from './checks';
import type { OrgAccess } from './orgAccess';

const versionList = z.array(z.object({ version: z.string() }));
const organization = z.object({ TrialExpirationDate: z.string().nullable() });

export const limitsOf = ({ rest }: OrgAccess, task: Task): Promise<Limits> => rest.limits(task);

/** The API versions that the org offers; needs no session. */
export const versionsOf = ({ client }: OrgAccess, task: Task): Promise<readonly string[]> =>
  client.json(
    { method: 'GET', path: '/services/data', repeat: 'safe' },
    (value) => versionList.parse(value).map(({ version }) => version),
    task,
  );

/** Reads the list of loads, which whoever may load may see. */
export async function bulkAnswers({ client }: OrgAccess, task: Task): Promise<void> {
  const response = await client.send({ method: 'GET', path: '/services/data/v{v}/jobs/ingest', repeat: 'safe' }, task);
  response.discard();
}

/** When a trial or scratch org ends, in milliseconds since 1970; undefined for orgs that stay. */
export async function endOf({ rest }: OrgAccess, task: Task): Promise<number | undefined> {
  const row = await firstRow(rest.query('SELECT TrialExpirationDate FROM Organization', {}, task));
  const { TrialExpirationDate: end } = organization.parse(row ?? { TrialExpirationDate: null });
  return end === null ? undefined : Date.parse(end.replace(/\+0000$/, 'Z'));
}

const asked = Object.values(checks).flatMap(({ permission }) => permission ?? []);

/**
 * Permission → whether the user has it, from whatever profile or permission set. UserPermissionAccess answers every user
 * about itself, without “View Setup”. A permission that the org does not know is missing from the map.
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
