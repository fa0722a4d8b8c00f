// The aggregate functions COUNT, COUNT_DISTINCT, SUM, AVG, MIN and MAX. They ignore nulls.
import type { FieldDef, Value } from '../data/schema';
import { comparable } from './comparisons';
import { kindOf } from './literals';
import { sortKeyOf } from './ordering';

export interface Accumulator {
  readonly add: (value: Value) => void;
  readonly result: () => Value;
}

export interface Aggregate {
  /** Defines the type of the result, for comparisons, formats and sorting. */
  readonly field: FieldDef;
  readonly start: () => Accumulator;
}

const names = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** Case-insensitive. */
export function isAggregate(functionName: string | undefined): boolean {
  return names.has((functionName ?? '').toUpperCase());
}

/** Undefined when the field does not support the function. */
export function toAggregate(functionName: string, field: FieldDef): Aggregate | undefined {
  const counted: FieldDef = { ...field, type: 'int', scale: 0, picklistValues: [], sortable: true };
  switch (functionName.toUpperCase()) {
    case 'COUNT':
      return { field: counted, start: count };
    case 'COUNT_DISTINCT':
      return field.aggregatable ? { field: counted, start: () => countDistinct(field) } : undefined;
    case 'SUM':
      return kindOf(field) === 'number' ? { field, start: () => sum(field.scale) } : undefined;
    case 'AVG':
      return kindOf(field) === 'number' ? { field: { ...field, type: 'double' }, start: average } : undefined;
    case 'MIN':
      return field.aggregatable ? { field, start: () => extreme(field, -1) } : undefined;
    case 'MAX':
      return field.aggregatable ? { field, start: () => extreme(field, 1) } : undefined;
    default:
      return undefined;
  }
}

function count(): Accumulator {
  let rows = 0;
  return { add: (value) => (rows += value === null ? 0 : 1), result: () => rows };
}

function countDistinct(field: FieldDef): Accumulator {
  const fold = comparable(field);
  const seen = new Set<Value>();
  return { add: (value) => value !== null && seen.add(fold(value)), result: () => seen.size };
}

function sum(scale: number): Accumulator {
  let total: number | null = null;
  return {
    add: (value) => {
      if (typeof value === 'number') total = (total ?? 0) + value;
    },
    // Salesforce adds decimal numbers, so rounding removes the errors of binary fractions.
    result: () => (total === null ? null : Number(total.toFixed(scale))),
  };
}

function average(): Accumulator {
  let total = 0;
  let rows = 0;
  return {
    add: (value) => {
      if (typeof value !== 'number') return;
      total += value;
      rows += 1;
    },
    result: () => (rows === 0 ? null : total / rows),
  };
}

/** @param sign -1 for the smallest value, 1 for the largest; picklists compare by the order of their values */
function extreme(field: FieldDef, sign: -1 | 1): Accumulator {
  const keyOf = sortKeyOf(field);
  let best: Value = null;
  let bestKey: Value = null;
  return {
    add: (value) => {
      if (value === null) return;
      const key = keyOf(value);
      if (key === null || (bestKey !== null && (sign > 0 ? key <= bestKey : key >= bestKey))) return;
      best = value;
      bestKey = key;
    },
    result: () => best,
  };
}
