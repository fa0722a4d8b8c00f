// An export while the user decides: guessed first, changed answer by answer, finally an ExportSpec.
import type { ExportSpec, Org } from '../../../core/core';
import type { Source } from './source';

export interface ExportDraft {
  readonly org: Org;
  readonly source: Source;
  readonly object: string;
  /** The construct in the query that the Bulk API does not support, in words; such a query uses REST. */
  readonly construct: string | undefined;
  /** The user chose REST although the Bulk API supports the query. */
  readonly prefersRest: boolean;
  readonly format: ExportSpec['format'];
  /** Includes deleted and archived records. */
  readonly all: boolean;
  /** Numbers of the Bulk API without exponents. */
  readonly plainNumbers: boolean;
  /** Absolute; undefined until the user chooses one, if no folder is open. */
  readonly file: string | undefined;
  /** The user has agreed to replace this file. */
  readonly mayReplace: boolean;
}

export const isOverRest = ({ construct, prefersRest }: ExportDraft): boolean => prefersRest || construct !== undefined;

export const endingOf = (format: ExportSpec['format']): string => (format === 'csv' ? '.csv' : '.jsonl');

/** Also changes the extension of the file, if it is that of the old format. */
export function withFormat(draft: ExportDraft, format: ExportSpec['format']): ExportDraft {
  const { file } = draft;
  const old = endingOf(draft.format);
  if (!file?.endsWith(old)) return { ...draft, format };
  return { ...draft, format, file: file.slice(0, -old.length) + endingOf(format), mayReplace: false };
}

/** `<Object>-<date>.csv`, with the local date. */
export function fileNameFor(object: string, format: ExportSpec['format'], now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${object || 'records'}-${day}${endingOf(format)}`;
}

export function toSpec(draft: ExportDraft, file: string): ExportSpec {
  return {
    kind: 'export',
    orgId: draft.org.orgId,
    soql: draft.source.soql,
    file,
    format: draft.format,
    ...(draft.all && { all: true }),
    ...(isOverRest(draft) ? { rest: true } : draft.plainNumbers && { plainNumbers: true }),
    ...(draft.mayReplace && { overwrite: true }),
  };
}
