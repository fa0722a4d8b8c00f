// The limits of an org and what is left of them, and the approximate number of records of its objects.
import * as z from 'zod';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';

export interface Limit {
  readonly max: number;
  readonly remaining: number;
}

/** By Salesforce's names, for example `DailyApiRequests`, `DailyBulkApiBatches`, `DataStorageMB`. */
export type Limits = Readonly<Record<string, Limit>>;

const limits = z.lazy(() =>
  z.record(z.string(), z.looseObject({ Max: z.number().optional(), Remaining: z.number().optional() })),
);
const counts = z.lazy(() => z.object({ sObjects: z.array(z.object({ name: z.string(), count: z.number() })) }));

export function readLimits(client: OrgClient, task: Task): Promise<Limits> {
  return client.json(
    { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' },
    (value) => {
      const pairs = Object.entries(limits.parse(value)).flatMap(([name, { Max: max, Remaining: remaining }]) =>
        max === undefined || remaining === undefined ? [] : [[name, { max, remaining }] as const],
      );
      return Object.fromEntries(pairs);
    },
    task,
  );
}

/** Approximate, from Salesforce's statistics; objects without records are missing. */
export function countRecords(
  client: OrgClient,
  objects: readonly string[],
  task: Task,
): Promise<Readonly<Record<string, number>>> {
  return client.json(
    {
      method: 'GET',
      path: '/services/data/v{v}/limits/recordCount',
      query: { sObjects: objects.join(',') },
      repeat: 'safe',
    },
    (value) => Object.fromEntries(counts.parse(value).sObjects.map(({ name, count }) => [name, count])),
    task,
  );
}
