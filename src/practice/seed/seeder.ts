// Adds sample records to the store, with the same dates and values every time.
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

  /** Adds a record without checks and returns its id. Throws for unknown objects and fields. */
  add(object: string, record: Readonly<Record<string, Value>>): string {
    const table = this.org.store.byName(object);
    if (table === undefined) throw new Error(`Unknown object ${object}.`);
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
      if (field === undefined) throw new Error(`Unknown field ${object}.${name}.`);
      draft.set(field.slot, value);
    }
    computedFieldsOf(def)?.(draft, { nowMs, store: this.org.store });
    return table.idOf(draft.save());
  }

  /** The next number of a fixed pseudorandom sequence, from 0 to `below` (exclusive). */
  random(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const item = list[this.random(list.length)];
    if (item === undefined) throw new Error('The list to pick from is empty.');
    return item;
  }

  /** A random date between `fromDay` and `toDay` days after the first record. */
  date(fromDay: number, toDay: number): string {
    const day = fromDay + this.random(toDay - fromDay);
    return new Date(firstRecordMs + day * dayMs).toISOString().slice(0, 10);
  }
}
