// What the mapping page shows of a mapping file, a CSV and the fields of the object.
import {
  isRequired,
  takesValues,
  type CsvInspection,
  type FieldMapping,
  type MappingFile,
  type PreviewCell,
} from '../../../core/core';
import type { Conversion, MappableField, MappedColumn } from '../../../shared/protocol/mapping';
import { fieldFacts, samplesOf } from '../../words/fields';
import { conversionInWords } from '../../words/steps';
import { toForm } from './stepForm';
import { warningOf, type Field } from './warnings';

export function toColumns(
  { mapping }: MappingFile,
  { columns, preview }: Pick<CsvInspection, 'columns' | 'preview'>,
  fields: readonly Field[],
  rows: readonly (readonly PreviewCell[])[],
): MappedColumn[] {
  const places = new Map(mapping.fields.flatMap(({ from }, at) => from.map((column) => [column, at] as const)));
  const known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const leftOut = new Set(mapping.leaveOut);
  return columns.map((name, at): MappedColumn => {
    const place = places.get(name) ?? -1;
    const mapped = mapping.fields[place];
    return {
      name,
      samples: samplesOf(preview, at),
      steps: mapped ? conversionInWords(mapped) : '',
      isLeftOut: leftOut.has(name),
      warning: mapped
        ? warningFor(
            mapped,
            known,
            rows.map((row) => row[place]).flatMap((cell) => cell ?? []),
          )
        : '',
      ...(mapped && { field: mapped.field, conversion: conversionOf(mapped) }),
    };
  });
}

const conversionOf = ({ steps, lookup }: FieldMapping): Conversion => ({
  steps: steps.map(toForm),
  ...(lookup && { lookup }),
});

/** Nothing is said without the fields of the object, nor of the fields of parents. */
function warningFor(
  { field, lookup }: FieldMapping,
  known: ReadonlyMap<string, Field>,
  cells: readonly PreviewCell[],
): string {
  if (known.size === 0 || field.includes('.')) return '';
  return warningOf(known.get(field.toLowerCase()), lookup ? [] : cells);
}

/** Only those that take values. */
export const toFields = (fields: readonly Field[]): MappableField[] =>
  fields
    .filter(takesValues)
    .map((field) => ({
      name: field.name,
      label: field.label,
      facts: fieldFacts(field).join(' · '),
      isRequired: isRequired(field),
      references: [...field.referenceTo],
    }))
    .sort((one, other) => one.label.localeCompare(other.label));
