// A record in memory.
import type { RowError } from '../../data/rowErrors';
import type { SObjectDef } from '../../data/schema';
import type { ApexList } from './collections';
import { shownKey, type Keyed } from './keys';

export class ApexSObject implements Keyed {
  /** By the name of the field in lower case; a field that is not set or not queried is missing. */
  readonly values = new Map<string, unknown>();
  /** By the name of the relationship in lower case. */
  readonly parents = new Map<string, ApexSObject | null>();
  readonly children = new Map<string, ApexList>();
  /** It comes from a query: reading a field that was not queried is an error. */
  isQueried = false;
  /** A record in Trigger.old, or in Trigger.new after the records were saved. */
  isReadOnly = false;
  /** The errors that a trigger added. */
  readonly errors: RowError[] = [];
  /** The aliases of an aggregate result, with their values. */
  aliases: Map<string, unknown> | undefined;

  constructor(readonly def: SObjectDef) {}

  get setKey(): string {
    const fields = [...this.values].map(([name, value]) => `${name}=${shownKey(value)}`);
    return `S${this.def.name}:${fields.sort((a, b) => (a < b ? -1 : 1)).join('\u0001')}`;
  }

  get id(): string | null {
    return (this.values.get('id') as string | null | undefined) ?? null;
  }

  get(name: string): unknown {
    return this.values.get(name.toLowerCase()) ?? null;
  }

  set(name: string, value: unknown): void {
    this.values.set(name.toLowerCase(), value);
  }

  clone(options: { readonly keepsId: boolean; readonly isDeep: boolean }): ApexSObject {
    const copy = new ApexSObject(this.def);
    for (const [name, value] of this.values) if (name !== 'id' || options.keepsId) copy.values.set(name, value);
    for (const [name, parent] of this.parents) {
      copy.parents.set(name, options.isDeep ? (parent?.clone({ ...options, keepsId: true }) ?? null) : parent);
    }
    copy.isQueried = this.isQueried;
    return copy;
  }
}
