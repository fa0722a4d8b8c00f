// Compiles the field list of a SELECT that returns records: fields, parents, functions, TYPEOF and child queries.
import type {
  FieldFunctionExpression,
  FieldSubquery,
  FieldType,
  FieldTypeOf,
  Query,
  Subquery,
} from '@jetstreamapp/soql-parser-js';
import type { FieldDef, SObjectDef, Value } from '../data/schema';
import { dateFunction } from './dateFunctions';
import { compileExpression, innermostWord, writtenPath, type PlainField } from './expressions';
import { expandFields } from './fieldsFunction';
import { toScope } from './from';
import { resolvePath } from './paths';
import { malformed } from './queryErrors';
import { compileRows, type RowsPlan } from './rowsPlan';
import { refuseWord, type Scope } from './scope';
import { Shape, writeByType } from './shape';

export interface Column {
  /** The CSV header: the path from the object in FROM. */
  readonly name: string;
  readonly field: FieldDef;
  readonly read: (row: number) => Value;
}

export interface Selection {
  readonly scope: Scope;
  readonly shape: Shape;
  readonly columns: readonly Column[];
  readonly children: readonly ChildQuery[];
}

export interface ChildQuery {
  readonly key: string;
  /** The lookup field of the child. */
  readonly reference: FieldDef;
  readonly plan: RowsPlan;
  readonly selection: Selection;
}

interface Draft {
  readonly scope: Scope;
  readonly shape: Shape;
  readonly columns: Column[];
  readonly children: ChildQuery[];
  readonly depth: number;
}

/** From API version 58.0 on, child queries can be nested up to five levels; before that, one level. */
function deepestLevel(version: number): number {
  return version >= 58 ? 5 : 1;
}

export function compileSelection(scope: Scope, query: Query | Subquery, depth = 0): Selection {
  const draft: Draft = { scope, shape: new Shape(scope), columns: [], children: [], depth };
  for (const field of expandFields(scope, query)) addField(draft, field);
  return draft;
}

function addField(draft: Draft, field: FieldType): void {
  switch (field.type) {
    case 'Field':
    case 'FieldRelationship':
      addPath(draft, field);
      return;
    case 'FieldFunctionExpression':
      addFunction(draft, field);
      return;
    case 'FieldSubquery':
      addChildren(draft, field);
      return;
    case 'FieldTypeof':
      addTypeOf(draft, field);
  }
}

function addPath({ scope, shape, columns }: Draft, field: PlainField): void {
  const word = writtenPath(field);
  const path = resolvePath(scope, 'SELECT', word);
  if ('alias' in field && field.alias) throw malformed('only aggregate expressions use field aliasing');
  shape.addPath(path, { clause: 'SELECT', word });
  const name = [...path.hops.map((hop) => hop.relationshipName), path.field.name].join('.');
  columns.push({ name, field: path.field, read: path.read });
}

function addFunction({ scope, shape, columns }: Draft, source: FieldFunctionExpression): void {
  const expression = compileExpression(scope, 'SELECT', source);
  const word = innermostWord(source);
  if (dateFunction(source.functionName)) {
    const sentence = `Field must be grouped or aggregated: ${expression.field.name}`;
    throw refuseWord(scope, { clause: 'SELECT', word }, ['MALFORMED_QUERY', sentence]);
  }
  const key = source.alias ?? expression.field.name;
  shape.add(key, ({ row }) => expression.read(row), { clause: 'SELECT', word });
  columns.push({ name: key, field: expression.field, read: expression.read });
}

function addChildren(draft: Draft, { subquery }: FieldSubquery): void {
  const { scope, shape, children, depth } = draft;
  const { schema } = scope.org;
  const name = subquery.relationshipName;
  const relationship = schema
    .childRelationships(scope.table.def)
    .find((one) => one.relationshipName?.toLowerCase() === name.toLowerCase());
  const outline = scope.outline.children[children.length];
  const reference = relationship && schema.object(relationship.childObject)?.field(relationship.field);
  if (!relationship || !reference || depth >= deepestLevel(scope.version)) {
    const hint =
      "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship " +
      'name. Please reference your WSDL or the describe call for the appropriate names.';
    const sentence = `Didn't understand relationship '${name}' in FROM part of query call. ${hint}`;
    const at = { clause: 'FROM', word: name } as const;
    throw refuseWord(outline ? { ...scope, outline } : scope, at, ['INVALID_TYPE', sentence]);
  }
  const inner = toScope(scope, { objectName: relationship.childObject, alias: subquery.sObjectAlias, outline });
  const key = relationship.relationshipName ?? name;
  shape.add(key, () => undefined, { clause: 'SELECT', word: name });
  const selection = compileSelection(inner, subquery, depth + 1);
  children.push({ key, reference, plan: compileRows(inner, subquery), selection });
}

function addTypeOf({ scope, shape }: Draft, { field: name, conditions }: FieldTypeOf): void {
  const reference = scope.table.def.relationship(name);
  const at = { clause: 'SELECT', word: name } as const;
  if (!reference) {
    throw refuseWord(scope, at, ['INVALID_FIELD', `No such relation '${name}' on entity '${scope.table.def.name}'`]);
  }
  const shapes = new Map<SObjectDef | undefined, Shape>();
  for (const { objectType, fieldList } of conditions) {
    if (objectType === undefined) shapes.set(undefined, elseShape(scope, reference, fieldList));
    else {
      const target = toScope(scope, { objectName: objectType, alias: undefined, outline: scope.outline });
      const targetShape = new Shape(target);
      for (const word of fieldList)
        targetShape.addPath(resolvePath(target, 'SELECT', word), { clause: 'SELECT', word });
      shapes.set(target.table.def, targetShape);
    }
  }
  shape.add(reference.relationshipName ?? name, writeByType(scope, reference, shapes), at);
}

function elseShape(scope: Scope, reference: FieldDef, fieldList: readonly string[]): Shape {
  const shape = new Shape(scope, reference);
  for (const word of fieldList) {
    const path = resolvePath(scope, 'SELECT', `${reference.relationshipName ?? ''}.${word}`);
    shape.addPath({ ...path, hops: [] }, { clause: 'SELECT', word });
  }
  return shape;
}
