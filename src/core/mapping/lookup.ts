// Finds the records that the values of a column name by one of their fields, in few queries. A value that names no
// record or several gets no answer, never a guess.
import { SalesforceError } from '../errors/salesforceError';
import type { Task } from '../kernel/task';
import type { Lookup } from '../model/mapping';
import type { LookupAnswers } from './compile';
import { failure, quote, type Converted } from './failure';
import { keyKindOf, type KeyField, type KeyKind } from './lookupKeys';

export interface LookupRequest extends Lookup {
  /** The field of the load that gets the answers, for messages. */
  readonly field: string;
  readonly keys: ReadonlySet<string>;
}

type Row = Readonly<Record<string, unknown>>;

/** What a lookup needs of the org. */
export interface LookupOrg {
  readonly fieldsOf: (object: string, task: Task) => Promise<readonly KeyField[]>;
  readonly query: (soql: string, task: Task) => Promise<AsyncIterable<Row>>;
}

/** SOQL may have 100,000 characters, which are up to three times as long in the URL of a composite request. */
const maxListLength = 30_000;

/** Throws `input.badMapping` when records cannot be found by the field. */
export async function lookUp(request: LookupRequest, org: LookupOrg, task: Task): Promise<LookupAnswers> {
  const { object, keys } = request;
  const field = await fieldOf(request, org, task);
  const kind = keyKindOf(field);
  if (!kind) throw badLookup(request, `Records of ${object} cannot be found by ${field.name}. Name another field.`);
  const found = await findRecords(literalsOf(keys, kind), { object, field, kind }, org, task);
  return (key) => answerOf(key, found.get(kind.same(key)), { object, field, kind });
}

async function fieldOf(request: LookupRequest, org: LookupOrg, task: Task): Promise<KeyField> {
  const { object, by } = request;
  const name = by.toLowerCase();
  const field = (await org.fieldsOf(object, task)).find((one) => one.name.toLowerCase() === name);
  if (field) return field;
  throw badLookup(request, `${object} has no field ${by}. Name one of its fields.`);
}

const badLookup = ({ field }: LookupRequest, message: string): SalesforceError =>
  new SalesforceError('input.badMapping', { place: `The field ${field}`, message });

/** The literal of each key, without those that the field cannot have and without those that it compares as equal. */
function literalsOf(keys: ReadonlySet<string>, { same, literal }: KeyKind): readonly string[] {
  const literals = new Map<string, string>();
  for (const key of keys) {
    const text = literal(key);
    if (text !== undefined && !literals.has(same(key))) literals.set(same(key), text);
  }
  return [...literals.values()];
}

interface Found {
  readonly id: string;
  readonly count: number;
}

interface Target {
  readonly object: string;
  readonly field: KeyField;
  readonly kind: KeyKind;
}

/** By the value of the field as it is compared. */
async function findRecords(
  literals: readonly string[],
  { object, field, kind }: Target,
  org: LookupOrg,
  task: Task,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  const { name } = field;
  const selected = name === 'Id' ? name : `Id, ${name}`;
  let done = 0;
  for (const list of listsOf(literals)) {
    const soql = `SELECT ${selected} FROM ${object} WHERE ${name} IN (${list.join(',')})`;
    for await (const row of await org.query(soql, task)) {
      const { Id: id, [name]: value } = row;
      if (typeof id !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) continue;
      const key = kind.same(String(value));
      found.set(key, { id, count: (found.get(key)?.count ?? 0) + 1 });
    }
    done += list.length;
    task.progress({ phase: 'reading', done, total: literals.length, unit: 'records' });
  }
  return found;
}

function* listsOf(literals: readonly string[]): Generator<readonly string[]> {
  let list: string[] = [];
  let length = 0;
  for (const literal of literals) {
    if (list.length > 0 && length + literal.length > maxListLength) {
      yield list;
      list = [];
      length = 0;
    }
    list.push(literal);
    length += literal.length + 1;
  }
  if (list.length > 0) yield list;
}

function answerOf(key: string, found: Found | undefined, { object, field, kind }: Target): Converted {
  if (kind.literal(key) === undefined)
    return failure(key, `is not ${kind.form}, so no ${object} can be found by its ${field.name}.`);
  if (found?.count === 1) return found.id;
  const named = `the ${field.name} ${quote(key)}`;
  const problem = found
    ? `${found.count} ${object} records have ${named}. Look up by a unique field.`
    : `No ${object} has ${named}.`;
  return { problem };
}
