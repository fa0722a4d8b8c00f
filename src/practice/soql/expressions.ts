// Compiles expressions of a row: a field path or a function of one.
import type { FieldType, FunctionExp } from '@jetstreamapp/soql-parser-js';
import { applyDate, dateFunction } from './dateFunctions';
import { distance } from './distance';
import { format, label } from './formats';
import type { Clause } from './outline';
import { resolvePath, type Expression, type FieldPath } from './paths';
import { refuseWord, type RowTerm, type Scope } from './scope';

export function compileExpression(scope: Scope, clause: Clause, source: string | FunctionExp): Expression {
  if (isZoned(source)) throw zonedAlone(scope, clause, source);
  return functionOrPath(scope, clause, source);
}

function functionOrPath(scope: Scope, clause: Clause, source: string | FunctionExp): Expression {
  return typeof source === 'string' ? pathExpression(scope, clause, source) : functionExpression(scope, clause, source);
}

function pathExpression(scope: Scope, clause: Clause, text: string): Expression {
  const path = resolvePath(scope, clause, text);
  return { field: path.field, read: path.read, identity: identityOf(path), path };
}

function isZoned(source: string | FunctionExp): boolean {
  return typeof source === 'object' && source.functionName?.toUpperCase() === 'CONVERTTIMEZONE';
}

/** convertTimezone() is only allowed inside a date function. */
function zonedAlone(scope: Scope, clause: Clause, source: string | FunctionExp) {
  const sentence = 'convertTimezone() can only be used inside a date function';
  return refuseWord(scope, { clause, word: innermostWord(source) }, ['MALFORMED_QUERY', sentence]);
}

function identityOf(path: FieldPath): string {
  return [...path.hops.map((hop) => hop.relationshipName), path.field.name].join('.').toLowerCase();
}

function functionExpression(scope: Scope, clause: Clause, source: FunctionExp): Expression {
  const name = (source.functionName ?? '').toUpperCase();
  if (name === 'DISTANCE') return distance(scope, clause, source);
  const argument = source.parameters?.[0];
  if (argument === undefined || source.parameters?.length !== 1) {
    throw refuseWord(scope, { clause, word: name }, ['MALFORMED_QUERY', `Incorrect number of arguments for ${name}`]);
  }
  if (isZoned(argument) && dateFunction(name) === undefined) throw zonedAlone(scope, clause, argument);
  const inner = functionOrPath(scope, clause, argument);
  const made = applyFunction(name, inner);
  if (!made) {
    const word = innermostWord(argument);
    const sentence = `field ${inner.field.name} does not support the function ${name}`;
    throw refuseWord(scope, { clause, word }, ['MALFORMED_QUERY', sentence]);
  }
  return { ...made, identity: `${name}(${inner.identity})` };
}

function applyFunction(name: string, inner: Expression): RowTerm | undefined {
  const { field, read } = inner;
  const onDate = dateFunction(name);
  if (onDate) {
    if (!onDate.takes.includes(field.type)) return undefined;
    return { field: { ...field, type: onDate.gives, groupable: true }, read: (row) => applyDate(onDate, read(row)) };
  }
  switch (name) {
    case 'TOLABEL':
      return { field: { ...field, picklistValues: [], type: 'string' }, read: (row) => label(field, read(row)) };
    case 'FORMAT':
      return { field: { ...field, type: 'string' }, read: (row) => format(field, read(row)) };
    // The org has one currency, and the user's time zone is UTC.
    case 'CONVERTCURRENCY':
      return field.type === 'currency' ? inner : undefined;
    case 'CONVERTTIMEZONE':
      return field.type === 'datetime' ? inner : undefined;
    default:
      return undefined;
  }
}

export type PlainField = Extract<FieldType, { type: 'Field' | 'FieldRelationship' }>;

/** The path of a selected field as in the statement, with its prefixes. */
export function writtenPath(field: PlainField): string {
  return ('rawValue' in field ? field.rawValue : undefined) ?? field.field;
}

/** The field inside nested functions; errors point at it. */
export function innermostWord(source: string | FunctionExp): string {
  if (typeof source === 'string') return source;
  const argument = source.parameters?.[0];
  return argument === undefined ? (source.functionName ?? '') : innermostWord(argument);
}
