// What a mapping file says: the mapping, and the load that it is for.
import type { IngestOperation } from '../model/load';
import type { Mapping } from '../model/mapping';
import type { SaveOptions } from '../model/saveOptions';

/** Each part but the mapping may be missing: then the load decides it. */
export interface MappingFile {
  readonly object?: string;
  readonly operation?: IngestOperation;
  readonly externalIdField?: string;
  /** As in the spec of a load. */
  readonly blanks?: 'ignore' | 'clear';
  readonly mapping: Mapping;
  readonly save?: SaveOptions;
}

/** Something wrong in a mapping file, with its place. Lines and columns count from 1. */
export interface MappingProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** A whole sentence with the remedy. */
  readonly message: string;
}

export interface ParsedMapping {
  /** Undefined when there are problems. */
  readonly file: MappingFile | undefined;
  readonly problems: readonly MappingProblem[];
}
