// Puts records into the store as if they had always been there: fixed dates, the same ones every time.
import type { Value } from '../data/schema';
import { computedFieldsOf } from '../dml/computedFields';
import { Draft } from '../dml/draft';
import type { Org } from '../org/org';

const firstRecordMs = Date.UTC(2026, 0, 5, 8, 0, 0);
const recordIntervalMs = 97_000;
const dayMs = 86_400_000;

export class Seeder {
  #state = 20_260_105;
  #made = 0;

  constructor(readonly org: Org) {}

  /** Adds a record past the rules of writing and gives its id; unknown names throw, so that samples stay true to the schema. */
  add(object: string, record: Readonly<Record<string, Value>>): string {
    const table = this.org.store.byName(object);
    if (table === undefined) throw new Error(`no object ${object}`);
    const { def } = table;
    const nowMs = firstRecordMs + this.#made++ * recordIntervalMs;
    const admin = this.org.adminUserId;
    const draft = new Draft(
      table,
      undefined,
      def.fields.map((field) => field.defaultValue),
    );
    for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) draft.set(def.field(name)?.slot, nowMs);
    for (const name of ['CreatedById', 'LastModifiedById', 'OwnerId']) draft.set(def.field(name)?.slot, admin);
    for (const [name, value] of Object.entries(record)) {
      const field = def.field(name);
      if (field === undefined) throw new Error(`no field ${object}.${name}`);
      draft.set(field.slot, value);
    }
    computedFieldsOf(def)?.(draft, { nowMs, store: this.org.store });
    return table.idOf(draft.save());
  }

  /** The next of an endless, always equal row of numbers from 0 up to `below`. */
  random(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const item = list[this.random(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** A date this many days after the first record, at random within the span. */
  date(fromDay: number, toDay: number): string {
    const day = fromDay + this.random(toDay - fromDay);
    return new Date(firstRecordMs + day * dayMs).toISOString().slice(0, 10);
  }
}
