// Changes that a person makes on the mapping page, as changes of the mapping.
import type { FieldMapping, Mapping, MappingFile, Step } from '../../../core/core';
import type { MappingToHost } from '../../../shared/protocol/mapping';
import { fromForm } from './stepForm';

/**
 * The field gets this column alone, and keeps its place and what the column says nothing about. A column that was alone
 * in another field leaves it and keeps its steps; `steps` are for one that has none.
 */
export function withField(
  file: MappingFile,
  { column, field }: { readonly column: string; readonly field: string },
  steps: readonly Step[] = [],
): MappingFile {
  const { fields, leaveOut } = file.mapping;
  const before = fields.find(({ from }) => from.length === 1 && from[0] === column);
  if (before && isSame(before.field, field)) return file;
  const target = fields.find((mapped) => isSame(mapped.field, field));
  const moved: FieldMapping = { ...target, ...(before ?? { steps }), field, from: [column] };
  const place = target ?? before;
  const changed = fields.map((mapped) => (mapped === place ? moved : mapped));
  const others = place ? changed : [...changed, moved];
  const mapping = {
    ...file.mapping,
    fields: others.flatMap((mapped) => (mapped === moved ? moved : without(mapped, column))),
  };
  return {
    ...file,
    mapping: tidy(
      mapping,
      leaveOut?.filter((name) => name !== column),
    ),
  };
}

/** Salesforce compares the names of fields without regard to case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Other steps and another lookup for a field. An empty time zone removes that of the file. */
export function withConversion(
  file: MappingFile,
  { field, steps, lookup, timeZone }: Omit<Extract<MappingToHost, { type: 'convert' }>, 'type'>,
): MappingFile {
  const fields = file.mapping.fields.map((mapped) => {
    if (mapped.field !== field) return mapped;
    const { lookup: _, ...others } = mapped;
    const made = steps.flatMap((step) => fromForm(step, mapped.steps) ?? []);
    return { ...others, steps: made, ...(lookup && { lookup }) };
  });
  const { timeZone: before, ...mapping } = file.mapping;
  const zone = timeZone ?? before ?? '';
  return { ...file, mapping: { ...mapping, fields, ...(zone !== '' && { timeZone: zone }) } };
}

export function withoutField(file: MappingFile, column: string): MappingFile {
  const mapping = { ...file.mapping, fields: file.mapping.fields.flatMap((mapped) => without(mapped, column)) };
  const others = (mapping.leaveOut ?? []).filter((name) => name !== column);
  return { ...file, mapping: tidy(mapping, [...others, column]) };
}

/** A field that joins several columns keeps the others. */
function without(mapped: FieldMapping, column: string): readonly FieldMapping[] {
  if (!mapped.from.includes(column)) return [mapped];
  const from = mapped.from.filter((name) => name !== column);
  return from.length === 0 ? [] : [{ ...mapped, from }];
}

function tidy({ leaveOut: _, ...mapping }: Mapping, leaveOut: readonly string[] | undefined): Mapping {
  return { ...mapping, ...(leaveOut && leaveOut.length > 0 && { leaveOut }) };
}
