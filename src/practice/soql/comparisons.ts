// Compiles one comparison into a test on values: operators, letter case, nulls and time spans.
import type { Operator } from '@jetstreamapp/soql-parser-js';
import type { FieldDef, Value } from '../data/schema';
import { kindOf, UnfitLiteral, type Operand } from './literals';

export type Test = (value: Value) => boolean;

/**
 * SOQL has only true and false: a comparison that is not true is false, so `!=`, NOT IN and EXCLUDES are true for
 * empty fields.
 * @param operands the literals after the operator; exactly one unless the operator takes a list
 */
export function toTest(field: FieldDef, operator: Operator, operands: readonly Operand[]): Test {
  const name = operator.toUpperCase() as Operator | '<>';
  switch (name) {
    case '=':
    case 'IN':
      return equalToAny(field, operands);
    case '!=':
    case '<>':
    case 'NOT IN':
      return not(equalToAny(field, operands));
    case 'LIKE':
      return like(operands[0] ?? null, field.caseSensitive);
    case 'INCLUDES':
      return includesAny(operands);
    case 'EXCLUDES':
      return not(includesAny(operands));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(field, name, operands[0] ?? null);
  }
}

function not(test: Test): Test {
  return (value) => !test(value);
}

/** Throws for an operator that this field type does not support. */
export function checkOperator(field: FieldDef, name: string): void {
  const operator = name.toUpperCase();
  const kind = kindOf(field);
  const isEquality = ['=', '!=', '<>'].includes(operator);
  const isMembership = operator === 'IN' || operator === 'NOT IN';
  const isText = kind === 'text' && field.type !== 'multipicklist';
  const isMulti = operator === 'INCLUDES' || operator === 'EXCLUDES';
  const fits =
    isEquality ||
    (isMulti && field.type === 'multipicklist') ||
    (operator === 'LIKE' && isText) ||
    (isMembership && kind !== 'boolean') ||
    (/^[<>]=?$/.test(operator) && kind !== 'boolean' && field.type !== 'multipicklist');
  if (fits) return;
  const shown = kind === 'id' ? 'id' : field.type;
  throw new UnfitLiteral('INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${shown} field`);
}

/** Converts values for comparison: text becomes lowercase unless the field is case-sensitive. */
export function comparable(field: FieldDef): (value: Value) => Value {
  if (kindOf(field) === 'text' && !field.caseSensitive) {
    return (value) => (typeof value === 'string' ? value.toLowerCase() : value);
  }
  return kindOf(field) === 'boolean' ? (value) => value ?? false : (value) => value;
}

function equalToAny(field: FieldDef, operands: readonly Operand[]): Test {
  const fold = comparable(field);
  const spans = operands.filter((operand) => typeof operand === 'object' && operand !== null);
  const exact = new Set(operands.filter((operand) => typeof operand !== 'object' || operand === null).map(fold));
  const only = exact.size === 1 && spans.length === 0 ? [...exact][0] : undefined;
  if (only !== undefined) return (value) => fold(value) === only;
  if (spans.length === 0) return (value) => exact.has(fold(value));
  return (value) =>
    exact.has(fold(value)) ||
    (typeof value === 'string' && spans.some((span) => value >= span.from && value < span.until));
}

function ordered(field: FieldDef, operator: '<' | '<=' | '>' | '>=', operand: Operand): Test {
  if (operand === null) return () => false;
  if (typeof operand === 'object') return outside(operator, operand);
  const fold = comparable(field);
  const bound = fold(operand);
  if (bound === null) return () => false;
  const compare = orderTests[operator];
  return (value) => {
    const folded = fold(value);
    return folded !== null && compare(folded, bound);
  };
}

const orderTests = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
} satisfies Record<string, (a: NonNullable<Value>, b: NonNullable<Value>) => boolean>;

/** For a time span, `<` means before its start and `>` after its end. */
function outside(operator: '<' | '<=' | '>' | '>=', span: { from: string; until: string }): Test {
  switch (operator) {
    case '<':
      return (value) => typeof value === 'string' && value < span.from;
    case '<=':
      return (value) => typeof value === 'string' && value < span.until;
    case '>':
      return (value) => typeof value === 'string' && value >= span.until;
    case '>=':
      return (value) => typeof value === 'string' && value >= span.from;
  }
}

/** `%` matches any text, `_` one character; a backslash escapes them. */
function like(pattern: Operand, caseSensitive: boolean): Test {
  if (typeof pattern !== 'string') return (value) => value === null;
  const source = pattern.replaceAll(/\\?[\s\S]/g, (piece) => {
    if (piece === '%') return '.*';
    if (piece === '_') return '.';
    const literal = piece === '\\%' || piece === '\\_' ? piece.slice(1) : piece;
    return literal.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`, caseSensitive ? 'su' : 'sui');
  return (value) => typeof value === 'string' && expression.test(value);
}

/** An operand (`'A;B'`) matches when all its values are selected; one matching operand is enough. */
function includesAny(operands: readonly Operand[]): Test {
  const wanted = operands.map((operand) => (typeof operand === 'string' ? choices(operand) : []));
  return (value) => {
    if (typeof value !== 'string') return operands.includes(null);
    const chosen = new Set(choices(value));
    return wanted.some((all) => all.length > 0 && all.every((one) => chosen.has(one)));
  };
}

function choices(joined: string): string[] {
  return joined.split(';').map((choice) => choice.trim().toLowerCase());
}
