// What a mapping makes of some rows, cell by cell, for the preview.
import type { Mapping } from '../model/mapping';
import { compileMapping, type CompiledField, type CompileOptions } from './compile';

export interface PreviewCell {
  /** What is sent; empty for a value that cannot be converted. */
  readonly value: string;
  /** It differs from the cell of the first column of its field. */
  readonly isChanged: boolean;
  /** Why the value cannot be converted, as a sentence. */
  readonly problem?: string;
}

/** Rows of cells in the order of `mapping.fields`. Throws as {@link compileMapping} does. */
export async function previewMapping(
  mapping: Mapping,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  options: CompileOptions = {},
): Promise<readonly (readonly PreviewCell[])[]> {
  const fields = await compileMapping(mapping, columns, options);
  return rows.map((row) => fields.map((field) => previewCell(field, row)));
}

function previewCell({ sources: [first], value }: CompiledField, row: readonly string[]): PreviewCell {
  const cell = (at: number): string => row[at] ?? '';
  const source = first === undefined ? '' : cell(first);
  const made = value ? value({ cell }) : source;
  return typeof made === 'string'
    ? { value: made, isChanged: made !== source }
    : { value: '', isChanged: true, problem: made.problem };
}
