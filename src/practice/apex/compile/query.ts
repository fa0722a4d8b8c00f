// Queries in brackets, and those whose text the code makes: Database.query and its relatives.
import { Refusal } from '../../http/http';
import { compileQuery } from '../../soql/soql';
import { apiVersion, bindMark, literalsOf, runQuery, type Statement } from '../host/queries';
import type { BindPart, Expr } from '../parse/tree';
import type { Frame } from '../run/frame';
import type { Transaction } from '../run/transaction';
import { findField } from '../typeSystem/classInfo';
import { listOf, sobjectOf, types } from '../typeSystem/apexType';
import type { ApexType } from '../typeSystem/model';
import { ApexList } from '../values/collections';
import { ApexObject } from '../values/objects';
import { ApexSObject } from '../values/sobject';
import { toText } from '../values/text';
import { aggregateDef } from '../library/aggregateResult';
import { CompileError, type Body, type Code, type Local, type Run } from './code';

type CompileExpression = (body: Body, expr: Expr) => Code;
type QueryExpr = Expr & { readonly kind: 'soql' };

interface Bound {
  readonly part: BindPart;
  readonly run: Run;
}

export function query(body: Body, expr: QueryExpr, compile: CompileExpression): Code {
  const bounds = expr.binds.map((part) => ({ part, run: compile(body, part.value).run }));
  const run: Run = (frame) =>
    runQuery(
      frame.tx,
      statementOf(expr.parts, bounds, (bound) => bound.run(frame)),
    );
  const type = typeOfQuery(body, expr, bounds);
  return type.kind === 'list' ? { type, run, single: (frame) => onlyRecord(run(frame), frame.tx) } : { type, run };
}

/** Compiles the query once with empty binds, so that its errors are errors of the code. */
function typeOfQuery(body: Body, expr: QueryExpr, bounds: readonly Bound[]): ApexType {
  const { text, binds } = statementOf(expr.parts, bounds, ({ part }) => (part.isNumber ? 1 : null));
  try {
    const org = body.program.queryOrg(text);
    const plain = text.replace(/\bALL\s+ROWS\s*$/i, '');
    const compiled = compileQuery(org, plain, { version: apiVersion, withDeleted: false, binds });
    if (compiled.kind === 'count') return types.integer;
    return listOf(sobjectOf(compiled.kind === 'groups' ? aggregateDef : compiled.scope.table.def));
  } catch (error) {
    if (error instanceof Refusal) throw new CompileError(expr, error.message.trim());
    throw error;
  }
}

function statementOf(
  parts: readonly string[],
  bounds: readonly Bound[],
  valueOf: (bound: Bound) => unknown,
): Statement {
  const binds = new Map<string, ReturnType<typeof literalsOf>>();
  let text = parts[0] ?? '';
  bounds.forEach((bound, i) => {
    const value = valueOf(bound);
    if (bound.part.isNumber) text += toText(value ?? 0);
    else {
      text += bindMark(i);
      binds.set(bindMark(i), literalsOf(value));
    }
    text += parts[i + 1] ?? '';
  });
  return { text, binds };
}

export function onlyRecord(found: unknown, tx: Transaction): unknown {
  if (!(found instanceof ApexList)) return found;
  if (found.items.length === 0) throw tx.error('QueryException', 'List has no rows for assignment to SObject');
  if (found.items.length > 1) throw tx.error('QueryException', 'List has more than 1 row for assignment to SObject');
  return found.items[0];
}

/** `Database.query(text)`: the binds in the text are variables that the code sees where it calls it. */
export function dynamicQuery(body: Body, name: string, args: readonly Code[]): Code | undefined {
  const [text, more] = args;
  if (text?.type.name !== 'String') return undefined;
  const visible = body.visible();
  const { cls } = body;
  const statement = (frame: Frame): Statement => {
    const source = text.run(frame);
    if (typeof source !== 'string') throw frame.tx.error('NullPointerException', 'Argument cannot be null.');
    return dynamicStatement(source, (path) => boundValue(frame, { path, visible, cls }));
  };
  const run: Run = (frame) => runQuery(frame.tx, statement(frame));
  const isKnown = args.length === 1 || more?.type.name === 'AccessLevel' || more?.type.name === 'System.AccessLevel';
  if (!isKnown) return undefined;
  if (name === 'countquery') return { type: types.integer, run };
  const type = listOf(types.sobject);
  if (name === 'query') return { type, run, single: (frame) => onlyRecord(run(frame), frame.tx) };
  const held = locators[name];
  return held === undefined ? undefined : { type: body.program.findType(held, undefined) ?? types.object, run };
}

const locators: Readonly<Record<string, string>> = {
  getquerylocator: 'Database.QueryLocator',
  getcursor: 'Database.Cursor',
  getpaginationcursor: 'Database.PaginationCursor',
};

interface Seen {
  readonly path: string;
  readonly visible: ReadonlyMap<string, Local>;
  readonly cls: Body['cls'];
}

/** Undefined for a name that the code does not have. */
function boundValue(frame: Frame, { path, visible, cls }: Seen): unknown {
  const [first = '', ...rest] = path.split('.');
  const local = visible.get(first.toLowerCase());
  const field = cls && findField(cls, first);
  let value: unknown;
  if (local) value = frame.locals[local.slot];
  else if (field?.isStatic) value = frame.tx.staticsOf(field.owner)[field.slot];
  else if (field) value = frame.self?.fields[field.slot];
  else return undefined;
  for (const name of rest) value = partOf(value, name);
  return value ?? null;
}

function partOf(value: unknown, name: string): unknown {
  if (value instanceof ApexSObject) return value.get(name);
  if (!(value instanceof ApexObject)) return null;
  const field = findField(value.cls, name);
  return field ? value.fields[field.slot] : null;
}

const bindPattern = /'(?:\\[\s\S]|[^'\\])*'|:\s*([A-Za-z_][\w.]*)/g;

/** @param valueOf the value of a bind; undefined for an unknown name */
export function dynamicStatement(source: string, valueOf: (path: string) => unknown): Statement {
  const binds = new Map<string, ReturnType<typeof literalsOf>>();
  const text = source.replaceAll(bindPattern, (whole: string, path: string | undefined, at: number) => {
    // The colon of a date literal: LAST_N_DAYS:5 has a number after it, and is not matched.
    if (path === undefined) return whole;
    const value = valueOf(path);
    if (value === undefined) return whole;
    if (/\b(?:LIMIT|OFFSET)\s+$/i.test(source.slice(0, at))) return ` ${toText(value)}`;
    const mark = bindMark(binds.size);
    binds.set(mark, literalsOf(value));
    return mark;
  });
  return { text, binds };
}
