// /composite/tree/{object}: creates records with their children, level by level, all or none.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm
import { rowError } from '../../data/rowErrors';
import type { SObjectDef } from '../../data/schema';
import { allowsDuplicates, objectOf, outcomeJson, readRecord, toIntent, userOf } from '../../dml/jsonRecords';
import { Writer } from '../../dml/write';
import { refuse, type Answer, type Call } from '../../http/http';
import type { Org } from '../../org/org';
import { badReferenceId } from './references';
import { listOf } from './subrequest';
import { readTree, type TreeRecord, type Problem } from './treeReader';

const maxRecords = 200;
const maxTypes = 5;
const maxLevels = 5;

export async function createTrees(org: Org, call: Call): Promise<Answer> {
  const root = objectOf(org, call.params['object']);
  const records = listOf((await readRecord(call))['records'], 'records');
  const { leaves, problems } = readTree(org, records, root);
  check(leaves);
  const wrong = [...problems, ...duplicates(leaves)];
  return wrong.length > 0 ? failed(wrong) : save(org, call, leaves);
}

function check(leaves: readonly TreeRecord[]): void {
  if (leaves.some(({ referenceId }) => referenceId === '')) {
    throw refuse(400, 'INVALID_INPUT', 'Include a reference ID for each record in the request.');
  }
  if (leaves.length > maxRecords) {
    const message = `record limit reached. cannot submit more than ${maxRecords} records into this call`;
    throw refuse(400, 'EXCEEDED_ID_LIMIT', message);
  }
  const levels = Math.max(...leaves.map(({ level }) => level));
  if (levels > maxLevels) throw refuse(400, 'LIMIT_EXCEEDED', `A tree can be at most ${maxLevels} levels deep.`);
  if (new Set(leaves.map(({ def }) => def)).size > maxTypes) {
    throw refuse(400, 'LIMIT_EXCEEDED', `A request can create records of at most ${maxTypes} types.`);
  }
}

/** One entry for each record whose reference id is invalid or used twice. */
function duplicates(leaves: readonly TreeRecord[]): Problem[] {
  const counts = new Map<string, number>();
  for (const { referenceId } of leaves) counts.set(referenceId, (counts.get(referenceId) ?? 0) + 1);
  return leaves.flatMap(({ referenceId }) => {
    if (!/^[A-Za-z0-9]\w*$/.test(referenceId)) return [invalid(referenceId, badReferenceId(referenceId))];
    if (counts.get(referenceId) === 1) return [];
    return [invalid(referenceId, 'Duplicate ReferenceId provided in the request.')];
  });
}

function invalid(referenceId: string, message: string): Problem {
  return { referenceId, errors: [rowError('INVALID_INPUT', message)] };
}

function failed(problems: readonly Problem[]): Answer {
  const results = problems.map(({ referenceId, errors }) => ({
    referenceId,
    errors: (outcomeJson({ ok: false, id: undefined, errors }, false) as { errors: unknown }).errors,
  }));
  return { status: 400, json: { hasErrors: true, results } };
}

/** Saves the records of one level and object together; after a failed group, nothing else is saved. */
function save(org: Org, call: Call, leaves: readonly TreeRecord[]): Answer {
  const undo: (() => void)[] = [];
  const ids = new Map<TreeRecord, string>();
  for (const group of groupsOf(leaves)) {
    const problems = group.flatMap((leaf) => saveOne(org, call, { leaf, ids, undo }));
    if (problems.length === 0) continue;
    for (const step of undo.reverse()) step();
    return failed(problems);
  }
  const results = leaves.map((leaf) => ({ referenceId: leaf.referenceId, id: ids.get(leaf) }));
  return { status: 201, json: { hasErrors: false, results } };
}

/** The records are in order of their level. */
function groupsOf(leaves: readonly TreeRecord[]): Iterable<readonly TreeRecord[]> {
  const groups = new Map<string, TreeRecord[]>();
  for (const leaf of leaves) {
    const key = `${leaf.level} ${leaf.def.name}`;
    groups.set(key, [...(groups.get(key) ?? []), leaf]);
  }
  return groups.values();
}

interface Saving {
  readonly leaf: TreeRecord;
  readonly ids: Map<TreeRecord, string>;
  readonly undo: (() => void)[];
}

function saveOne(org: Org, call: Call, { leaf, ids, undo }: Saving): Problem[] {
  const { def, values, parent, referenceId } = leaf;
  const link = parent && ([parent.field, ids.get(parent.leaf) ?? null] as const);
  const outcome = writerOf(org, call, { def, undo }).write(toIntent(org, def, values, link));
  if (!outcome.ok) return [{ referenceId, errors: outcome.errors }];
  ids.set(leaf, outcome.id);
  return [];
}

function writerOf(org: Org, call: Call, { def, undo }: { def: SObjectDef; undo: (() => void)[] }): Writer {
  return new Writer(org, def, {
    operation: 'insert',
    userId: userOf(org, call),
    allowDuplicates: allowsDuplicates(call),
    undo,
  });
}
