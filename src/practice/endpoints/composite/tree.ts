// /composite/tree/{object}: creates records with their children, level by level, all or none.
// See https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm
import { rowError } from '../../data/rowErrors';
import { objectOf, outcomeJson, readRecord, toIntent, userOf } from '../../dml/jsonRecords';
import { prepareTriggers } from '../../dml/remove';
import { saveHeadersOf } from '../../dml/saveHeaders';
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
async function save(org: Org, call: Call, leaves: readonly TreeRecord[]): Promise<Answer> {
  const undo: (() => void)[] = [];
  const ids = new Map<TreeRecord, string>();
  for (const group of groupsOf(leaves)) {
    const problems = await saveGroup(org, call, { group, ids, undo });
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
  readonly group: readonly TreeRecord[];
  readonly ids: Map<TreeRecord, string>;
  readonly undo: (() => void)[];
}

async function saveGroup(org: Org, call: Call, { group, ids, undo }: Saving): Promise<Problem[]> {
  const [first] = group;
  if (first === undefined) return [];
  await prepareTriggers(org, first.def);
  const headers = saveHeadersOf(call);
  const writer = new Writer(org, first.def, { operation: 'insert', userId: userOf(org, call), ...headers, undo });
  const intents = group.map(({ def, values, parent }) => {
    const link = parent && ([parent.field, ids.get(parent.leaf) ?? null] as const);
    return toIntent(org, def, values, link);
  });
  return writer.writeAll(intents).flatMap((outcome, i) => {
    const leaf = group[i];
    if (leaf === undefined) return [];
    if (!outcome.ok) return [{ referenceId: leaf.referenceId, errors: outcome.errors }];
    ids.set(leaf, outcome.id);
    return [];
  });
}
