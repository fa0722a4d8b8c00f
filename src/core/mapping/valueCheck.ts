// What Salesforce would reject of the values of a field, as far as the describe and the first rows show.
import { nullValue } from '../model/load';
import { takesValues, type WritableField } from './fieldRules';
import type { PreviewCell } from './preview';
import { isDate, isNumber, toBoolean } from './valueForms';

export interface CheckedField extends WritableField {
  readonly type: string;
  /** In characters; 0 where there is no limit. */
  readonly length: number;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly { readonly value: string; readonly active: boolean }[];
}

/** `notConverted`: the mapping itself rejects a value, with a whole sentence. */
export type ValueProblem =
  | { readonly kind: 'noField' | 'notWritable' }
  | { readonly kind: 'notConverted'; readonly message: string }
  | { readonly kind: 'wrongType'; readonly value: string; readonly type: string }
  | { readonly kind: 'tooLong'; readonly length: number; readonly maxLength: number }
  | { readonly kind: 'notInPicklist'; readonly value: string };

/** The first problem; undefined when nothing is known. `field` is missing for a name that the object does not have. */
export function checkValues(field: CheckedField | undefined, cells: readonly PreviewCell[]): ValueProblem | undefined {
  if (!field) return { kind: 'noField' };
  if (!takesValues(field)) return { kind: 'notWritable' };
  const { type, length } = field;
  for (const { problem } of cells) if (problem !== undefined) return { kind: 'notConverted', message: problem };
  const values = cells.map(({ value }) => value).filter((value) => value !== '' && value !== nullValue);
  const isRead = Object.hasOwn(forms, type) ? forms[type] : undefined;
  const unread = isRead && values.find((value) => !isRead(value));
  if (unread !== undefined) return { kind: 'wrongType', value: unread, type };
  const long = length > 0 ? values.find((value) => value.length > length) : undefined;
  if (long !== undefined) return { kind: 'tooLong', length: long.length, maxLength: length };
  const other = field.restrictedPicklist ? unknownValue(field, values) : undefined;
  return other === undefined ? undefined : { kind: 'notInPicklist', value: other };
}

const forms: Readonly<Record<string, (value: string) => boolean>> = {
  date: isDate,
  datetime: isDate,
  boolean: (value) => toBoolean(value) !== undefined,
  int: isNumber,
  long: isNumber,
  double: isNumber,
  currency: isNumber,
  percent: isNumber,
};

function unknownValue({ type, picklistValues }: CheckedField, values: readonly string[]): string | undefined {
  const known = new Set(picklistValues.filter(({ active }) => active).map(({ value }) => value.toLowerCase()));
  const chosen = values.flatMap((value) => (type === 'multipicklist' ? value.split(';') : [value]));
  return chosen.find((value) => value !== '' && !known.has(value.trim().toLowerCase()));
}
