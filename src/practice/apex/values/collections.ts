// List, Set and Map. Sets and maps keep the order in which their elements were added.
import type { ApexType } from '../typeSystem/model';
import { keyOf, shownKey, type Keyed } from './keys';

const listKey = (items: readonly unknown[]): string => `l${items.map(shownKey).join('\u0001')}`;

export class ApexList implements Keyed {
  constructor(
    readonly element: ApexType,
    public items: unknown[] = [],
  ) {}

  get setKey(): string {
    return listKey(this.items);
  }
}

export class ApexSet implements Keyed {
  readonly #entries = new Map<unknown, unknown>();

  constructor(
    readonly element: ApexType,
    items: Iterable<unknown> = [],
  ) {
    for (const item of items) this.add(item);
  }

  get size(): number {
    return this.#entries.size;
  }

  get items(): unknown[] {
    return [...this.#entries.values()];
  }

  get setKey(): string {
    return listKey(this.items);
  }

  has(item: unknown): boolean {
    return this.#entries.has(keyOf(item));
  }

  /** True when the set did not have it. */
  add(item: unknown): boolean {
    const key = keyOf(item);
    if (this.#entries.has(key)) return false;
    this.#entries.set(key, item);
    return true;
  }

  remove(item: unknown): boolean {
    return this.#entries.delete(keyOf(item));
  }

  clear(): void {
    this.#entries.clear();
  }
}

export class ApexMap {
  readonly #entries = new Map<unknown, { readonly key: unknown; value: unknown }>();

  constructor(
    readonly key: ApexType,
    readonly value: ApexType,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get entries(): { readonly key: unknown; readonly value: unknown }[] {
    return [...this.#entries.values()];
  }

  has(key: unknown): boolean {
    return this.#entries.has(keyOf(key));
  }

  get(key: unknown): unknown {
    return this.#entries.get(keyOf(key))?.value ?? null;
  }

  /** The value that the key had. */
  put(key: unknown, value: unknown): unknown {
    const known = this.#entries.get(keyOf(key));
    if (known === undefined) {
      this.#entries.set(keyOf(key), { key, value });
      return null;
    }
    const before = known.value;
    known.value = value;
    return before;
  }

  remove(key: unknown): unknown {
    const before = this.get(key);
    this.#entries.delete(keyOf(key));
    return before;
  }

  clear(): void {
    this.#entries.clear();
  }
}
