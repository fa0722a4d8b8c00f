// An export as it stands while the person decides: guessed first, changed answer by answer, at last an ExportSpec.
import type { ExportSpec, Org } from '../../../core/core';
import type { Source } from './source';

export interface Draft {
  readonly org: Org;
  readonly source: Source;
  readonly object: string;
  /** What the Bulk API does not take in the query, in words; such a query goes over REST. */
  readonly construct: string | undefined;
  /** The person would have REST although the Bulk API could do it. */
  readonly prefersRest: boolean;
  readonly format: ExportSpec['format'];
  /** Deleted and archived records, too. */
  readonly all: boolean;
  /** Absolute; missing where no folder is open and nobody has said yet. */
  readonly file: string | undefined;
  /** The person has agreed that this file is replaced. */
  readonly mayReplace: boolean;
}

export const isOverRest = ({ construct, prefersRest }: Draft): boolean => prefersRest || construct !== undefined;

export const endingOf = (format: ExportSpec['format']): string => (format === 'csv' ? '.csv' : '.jsonl');

/** Another format has another ending, as long as the file had the ending of its format. */
export function withFormat(draft: Draft, format: ExportSpec['format']): Draft {
  const { file } = draft;
  const old = endingOf(draft.format);
  if (!file?.endsWith(old)) return { ...draft, format };
  return { ...draft, format, file: file.slice(0, -old.length) + endingOf(format), mayReplace: false };
}

/** `<Object>-<date>.csv`, the date as it is here. */
export function fileNameFor(object: string, format: ExportSpec['format'], now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${object || 'records'}-${day}${endingOf(format)}`;
}

export function toSpec(draft: Draft, file: string): ExportSpec {
  return {
    kind: 'export',
    orgId: draft.org.orgId,
    soql: draft.source.soql,
    file,
    format: draft.format,
    ...(draft.all && { all: true }),
    ...(isOverRest(draft) && { rest: true }),
    ...(draft.mayReplace && { overwrite: true }),
  };
}
