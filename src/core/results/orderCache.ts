// Caches the row order of the last few queries, so that scrolling needs no sorting.
import type { Clock } from '../ports';
import { orderRows, type Pause } from './rowOrder';
import type { RowChoice, RowView } from './rowQuery';
import type { RowSource } from './rowSource';
import { SharedWork } from '../kernel/sharedWork';

/** Row numbers; undefined for all rows by line. */
type Order = Uint32Array | undefined;

export interface OrderCache {
  readonly of: (source: RowSource, view: RowView, query: RowChoice) => SharedWork<Order>;
  readonly forget: (folder: string) => void;
}

/** Each order needs four bytes for each row. */
const maxCached = 4;
/** No step blocks the program for longer than this. */
const stepMs = 15;

export function createOrderCache(clock: Clock): OrderCache {
  let remembered: readonly { readonly folder: string; readonly key: string; readonly order: SharedWork<Order> }[] = [];
  return {
    of: (source, view, query) => {
      const { folder } = view;
      const key = keyOf(source, view, query);
      const entry = remembered.find((one) => one.key === key && one.order.isAlive) ?? {
        folder,
        key,
        order: new SharedWork((signal) => orderRows(source, view, query, pauser(clock, signal))),
      };
      remembered = [entry, ...remembered.filter((one) => one.key !== key)].slice(0, maxCached);
      return entry.order;
    },
    forget: (folder) => {
      remembered = remembered.filter((one) => one.folder !== folder);
    },
  };
}

function keyOf({ version }: RowSource, { folder, groups }: RowView, { list, sort, text, group }: RowChoice): string {
  const ranked = sort?.by === 'error' ? groups.length : 0;
  return JSON.stringify([folder, version, list, sort, ranked, text, group]);
}

function pauser(clock: Clock, signal: AbortSignal): Pause {
  let restedAt = clock.now();
  return async () => {
    signal.throwIfAborted();
    if (clock.now() - restedAt < stepMs) return;
    await clock.sleep(0, signal);
    restedAt = clock.now();
  };
}
