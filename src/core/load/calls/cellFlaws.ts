// Finds cells that are no value of their field's type. Salesforce rejects a whole call because of one of them, and does
// not name the field; a bulk job would fail the row alone. So such a row fails here, and the others are sent.
import type { RowError } from '../../errors/rowError';
import { isDay, isNumber, toBoolean } from '../../mapping/mapping';
import type { EffectOf } from './cellEffect';
import { fieldOf, type Field } from './columnFields';

/** Undefined for a cell that Salesforce may accept. */
export type CellFlaw = (cell: string) => RowError | undefined;

interface TypeRule {
  readonly accepts: (cell: string) => boolean;
  /** Follows the cell in the message. */
  readonly says: string;
  /** What the values of the type are, in the plural. */
  readonly kind: string;
}

const isDate = (cell: string): boolean => isDay(cell.slice(0, 10));

const numberRule: TypeRule = {
  accepts: isNumber,
  says: 'is not a number. Write numbers as 1234.5',
  kind: 'numbers',
};

const maxInt = 2 ** 31;

/** What follows a date is left to Salesforce, which has several forms of it. */
const rules: Readonly<Record<string, TypeRule>> = {
  boolean: { accepts: (cell) => toBoolean(cell) !== undefined, says: 'is not true or false', kind: 'true or false' },
  int: {
    accepts: (cell) => /^[+-]?\d+$/.test(cell) && Number(cell) >= -maxInt && Number(cell) < maxInt,
    says: 'is not a whole number',
    kind: 'whole numbers',
  },
  double: numberRule,
  currency: numberRule,
  percent: numberRule,
  date: { accepts: isDate, says: 'is not a date. Write dates as 2024-01-31', kind: 'dates such as 2024-01-31' },
  datetime: {
    accepts: isDate,
    says: 'is not a date and time. Write them as 2024-01-31T09:30:00Z',
    kind: 'times such as 2024-01-31T09:30:00Z',
  },
  time: {
    accepts: (cell) => /^\d\d:\d\d/.test(cell),
    says: 'is not a time. Write times as 09:30:00Z',
    kind: 'times such as 09:30:00Z',
  },
};

/** Undefined for a column whose cells may be any text. */
export function typeRuleOf(
  column: string,
  fields: readonly Field[],
): { readonly field: Field; readonly rule: TypeRule } | undefined {
  const { field, relationship } = fieldOf(column, fields);
  const rule = relationship === undefined ? rules[field?.type ?? ''] : undefined;
  return field && rule && { field, rule };
}

/** One for each column. */
export function cellFlawsOf(
  columns: readonly string[],
  fields: readonly Field[],
  effectOf: EffectOf,
): readonly CellFlaw[] {
  return columns.map((column) => {
    const found = typeRuleOf(column, fields);
    if (!found) return () => undefined;
    const { field, rule } = found;
    return (cell) => {
      if (effectOf(column, cell) || rule.accepts(cell)) return undefined;
      const message = `${field.name}: “${cell.slice(0, shownLength)}” ${rule.says}. The row was not sent.`;
      return { code: 'INVALID_FIELD', message, fields: [field.name] };
    };
  });
}

const shownLength = 80;
