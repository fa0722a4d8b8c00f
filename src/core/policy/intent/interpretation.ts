// One interpretation of a request, and how the writes of several interpretations or parts are combined.
import type { OrgRequest } from '../../http/client';
import type { PathSegments } from '../../http/requestUrl';
import type { Write, WriteOperation } from '../../model/writes';
import type { Json } from './body';

export type RequestToCheck = Pick<
  OrgRequest,
  'path' | 'query' | 'headers' | 'body' | 'json' | 'soap' | 'instead' | 'rollsBack'
> & {
  readonly method: string;
};

/** Servers differ in how they decode a path and override a method, so a request may have several interpretations. */
export interface Interpretation {
  /** Upper case. */
  readonly method: string;
  /** The segments of the path that are not yet recognized, as written and in lower case. */
  readonly path: PathSegments;
  readonly lowerPath: PathSegments;
  readonly query: URLSearchParams;
  readonly body: () => Json | undefined;
  readonly text: () => string | undefined;
  readonly soap: RequestToCheck['soap'];
  readonly rollsBack: RequestToCheck['rollsBack'];
  /** What a part of this request would write. */
  readonly part: (request: RequestToCheck) => Write | undefined;
}

/** It may write anything. */
export const unknownWrite: Write = { operations: ['unknown'] };
/** The operation is known; the objects and the number of rows are not. */
export const ofUnknownRows = (operation: WriteOperation): Write => ({ operations: [operation] });
export const ofNoRows = (operation: WriteOperation): Write => ({ operations: [operation], objects: [], rows: 0 });

export const deletedLogs = (rows: number): Write => ({ operations: ['deleteLogs'], objects: ['ApexLog'], rows });

export const dropSegments = (request: Interpretation, count: number): Interpretation => ({
  ...request,
  path: request.path.slice(count),
  lowerPath: request.lowerPath.slice(count),
});

export const isRead = ({ method }: Interpretation): boolean => method === 'GET' || method === 'HEAD';

/** Salesforce replaces `@{…}` with a value from the answer of an earlier part. */
export const hasReference = (text = ''): boolean => text.includes('@{');

export const isName = (text: string): boolean => /^\w+$/.test(text);

/** What all parts write together; undefined when none writes. */
export const allOf = (parts: readonly (Write | undefined)[]): Write | undefined =>
  combine(parts, (rows) => rows.reduce((sum, count) => sum + count, 0));

/** What any of several interpretations writes; undefined when none does. */
export const anyOf = (interpretations: readonly (Write | undefined)[]): Write | undefined =>
  combine(interpretations, (rows) => Math.max(...rows));

function combine(found: readonly (Write | undefined)[], toRows: (rows: number[]) => number): Write | undefined {
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
