// One way to read a request, and how findings about several readings or parts come together.
import type { Write, WriteOperation } from '../../model/writes';
import type { OrgRequest } from '../../http/client';
import type { Segments } from '../../http/requestUrl';
import type { Json } from './body';

export type Asked = Pick<OrgRequest, 'path' | 'query' | 'headers' | 'body' | 'json'> & { readonly method: string };

export interface Reading {
  /** Upper case. */
  readonly method: string;
  /** The path behind what was recognised so far, as written and in lower case. */
  readonly names: Segments;
  readonly keys: Segments;
  readonly query: URLSearchParams;
  readonly body: () => Json | undefined;
  readonly text: () => string | undefined;
  /** What a part of this request would write. */
  readonly part: (request: Asked) => Write | undefined;
}

/** Nobody can tell what it writes. */
export const raw: Write = { operations: ['raw'] };
export const unseen = (operation: WriteOperation): Write => ({ operations: [operation] });
export const withoutRows = (operation: WriteOperation): Write => ({ operations: [operation], objects: [], rows: 0 });

export const behind = (reading: Reading, count: number): Reading => ({
  ...reading,
  names: reading.names.slice(count),
  keys: reading.keys.slice(count),
});

export const isAsking = ({ method }: Reading): boolean => method === 'GET' || method === 'HEAD';

/** What stands there comes from the answer of an earlier part. */
export const isReferred = (text = ''): boolean => text.includes('@{');

export const isName = (text: string): boolean => /^\w+$/.test(text);

/** All that several parts would write; undefined when none writes. */
export const allOf = (parts: readonly (Write | undefined)[]): Write | undefined =>
  together(parts, (rows) => rows.reduce((sum, count) => sum + count, 0));

/** Whatever one of several readings would write; undefined when none does. */
export const anyOf = (readings: readonly (Write | undefined)[]): Write | undefined =>
  together(readings, (rows) => Math.max(...rows));

function together(found: readonly (Write | undefined)[], toRows: (rows: number[]) => number): Write | undefined {
  const writes = found.filter((write) => write !== undefined);
  if (writes.length === 0) return undefined;
  const objects = writes.map((write) => write.objects).filter((names) => names !== undefined);
  const rows = writes.map((write) => write.rows).filter((count) => count !== undefined);
  return {
    operations: [...new Set(writes.flatMap(({ operations }) => operations))],
    ...(objects.length === writes.length && { objects: [...new Set(objects.flat())] }),
    ...(rows.length === writes.length && { rows: toRows(rows) }),
  };
}
