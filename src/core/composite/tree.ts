// sObject trees: new records with their children, in one call, all or none.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { toUndone, type Done, type Failed, type Undone } from './outcome';
import type { Fields } from './parts';
import { compositeIdleMs } from './request';
import { readErrors } from './wire';

export interface TreeRecord {
  /** Names the record in its outcome; letters, digits and underscores. */
  readonly ref: string;
  readonly object: string;
  readonly fields: Fields;
  /** By the name of the child relationship: `{ Contacts: [...] }`. */
  readonly children?: Readonly<Record<string, readonly TreeRecord[]>>;
}

/** The outcome of each record, parents before their children. */
export type TreeOutcome = Done<{ readonly id: string }> | Failed | Undone;

/**
 * 200 records in all trees together, five levels, five objects. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm
 */
const maxRecords = 200;
const maxLevels = 5;
const maxObjects = 5;

/** Throws `request.*` before anything is sent. All are saved, or none is. */
export async function createTree(
  client: OrgClient,
  roots: readonly TreeRecord[],
  task: Task,
): Promise<readonly TreeOutcome[]> {
  const records = check(roots);
  const object = encodeURIComponent(roots[0]?.object ?? '');
  const results = await client.json(
    {
      method: 'POST',
      path: `/services/data/v{v}/composite/tree/${object}`,
      json: { records: roots.map(toWire) },
      repeat: 'never',
      idleTimeoutMs: compositeIdleMs,
      isAnswer: (text, status) => status === 400 && text.includes('"hasErrors"'),
    },
    (value) => treeResponse.parse(value).results,
    task,
  );
  const byRef = new Map(results.map((result) => [result.referenceId, result]));
  const failed = results.find(({ errors }) => errors !== undefined)?.referenceId;
  return records.map(({ ref }): TreeOutcome => {
    const { id, errors } = byRef.get(ref) ?? {};
    if (errors !== undefined) return { ref, ok: false, errors: readErrors(errors) };
    if (failed !== undefined) return toUndone({ ref, errors: [] }, 'rolledBack', failed);
    if (id !== undefined) return { ref, ok: true, value: { id } };
    throw new SalesforceError('server.unexpected', { what: 'a tree of records', message: `no answer for ${ref}` });
  });
}

const treeResponse = z.lazy(() =>
  z.object({
    hasErrors: z.boolean(),
    results: z.array(
      z.object({ referenceId: z.string(), id: z.string().optional(), errors: z.array(z.unknown()).optional() }),
    ),
  }),
);

function toWire({ ref, object, fields, children = {} }: TreeRecord): unknown {
  const nested = Object.entries(children).map(([name, records]) => [name, { records: records.map(toWire) }] as const);
  return { attributes: { type: object, referenceId: ref }, ...fields, ...Object.fromEntries(nested) };
}

/** All records of the trees. */
function check(roots: readonly TreeRecord[]): readonly TreeRecord[] {
  const records = roots.flatMap((root) => [...walk(root, [])]);
  checkCount(records.length, maxRecords, 'request.tooManyRecords');
  checkNames(records.map(({ ref }) => ref));
  const expected = roots[0]?.object ?? '';
  const other = roots.find(({ object }) => object !== expected);
  if (other !== undefined)
    throw new SalesforceError('request.mixedRoots', { name: other.ref, object: other.object, expected });
  checkCount(new Set(records.map(({ object }) => object)).size, maxObjects, 'request.tooManyKinds');
  return records;
}

function* walk(record: TreeRecord, parents: readonly TreeRecord[]): Generator<TreeRecord> {
  const { ref: name } = record;
  if (parents.includes(record)) throw new SalesforceError('request.circularTree', { name });
  const found = parents.length + 1;
  if (found > maxLevels) throw new SalesforceError('request.tooDeep', { name, found, limit: maxLevels });
  yield record;
  for (const child of Object.values(record.children ?? {}).flat()) yield* walk(child, [...parents, record]);
}
