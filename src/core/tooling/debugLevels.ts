// Debug levels: the named sets of how much detail of each category a log has.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { toolingQuery } from './toolingQuery';
import { decodeSaved, quoted, root } from './wire';

export interface DebugLevel {
  readonly levelId: string;
  /** Its developer name. */
  readonly name: string;
  readonly label: string;
  /** The levels of Apex code and of the database, which decide the most about the size of a log. */
  readonly apexCode: string;
  readonly database: string;
}

/** What is used when no other is chosen, and created where it is missing. */
export const ownLevelName = 'Kinetic';

/**
 * Enough for the Apex Replay Debugger, which needs FINEST for Apex and FINER for Visualforce. Salesforce counts system
 * methods at FINE, which would fill half of a log.
 */
const ownLevels = {
  ApexCode: 'FINEST',
  ApexProfiling: 'FINE',
  Callout: 'INFO',
  Database: 'FINEST',
  System: 'DEBUG',
  Validation: 'INFO',
  Visualforce: 'FINER',
  Workflow: 'FINE',
};

const row = z
  .object({
    Id: z.string(),
    DeveloperName: z.string(),
    MasterLabel: z.string().nullish(),
    ApexCode: z.string().nullish(),
    Database: z.string().nullish(),
  })
  .transform(({ Id, DeveloperName, MasterLabel, ApexCode, Database }) => ({
    levelId: Id,
    name: DeveloperName,
    label: MasterLabel ?? DeveloperName,
    apexCode: ApexCode ?? '',
    database: Database ?? '',
  }));

const select = 'SELECT Id, DeveloperName, MasterLabel, ApexCode, Database FROM DebugLevel';

/** By name. */
export async function listLevels(client: OrgClient, task: Task): Promise<readonly DebugLevel[]> {
  const { rows } = await toolingQuery(client, `${select} ORDER BY DeveloperName LIMIT 2000`, task);
  return rows.map((one) => row.parse(one));
}

/** The ID; `name` without regard to letter case. Only our own is created. Throws `input.noDebugLevel`. */
export async function levelNamed(client: OrgClient, name: string, task: Task): Promise<string> {
  const found = await findLevel(client, name, task);
  if (found !== undefined) return found;
  if (name.toLowerCase() !== ownLevelName.toLowerCase()) {
    const names = (await listLevels(client, task)).map((level) => level.name);
    throw new SalesforceError('input.noDebugLevel', { org: client.org, name, names: names.join(', ') || '–' });
  }
  const json = { DeveloperName: ownLevelName, MasterLabel: ownLevelName, ...ownLevels };
  const request = { method: 'POST', path: `${root}/sobjects/DebugLevel`, json, repeat: 'never' } as const;
  try {
    return await client.json(request, decodeSaved, task);
  } catch (error) {
    // Another window may have created it in the meantime, or the answer was lost.
    const made = error instanceof SalesforceError ? await findLevel(client, name, task) : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

async function findLevel(client: OrgClient, name: string, task: Task): Promise<string | undefined> {
  const { rows } = await toolingQuery(client, `${select} WHERE DeveloperName = ${quoted(name)} LIMIT 1`, task);
  return rows.map((one) => row.parse(one).levelId)[0];
}
