// The classes and triggers of the org as rows, and the program that is made of them.
import type { SObjectDef, Value } from '../data/schema';
import type { Row, Table } from '../data/table';
import type { Org } from '../org/org';
import { compileBlock } from './compile/bodies';
import { CompileError } from './compile/code';
import { declareClass, declareMembers, linkBases } from './compile/declare';
import type { TriggerInfo } from './run/triggerContext';
import type { Parser } from './parse/parser';
import type { ClassNode, Problem, SourceKind, TriggerNode, Unit } from './parse/tree';
import { Program, type ProgramOptions } from './program';
import { findMethods } from './typeSystem/classInfo';
import type { ClassInfo, MethodInfo, UnitInfo } from './typeSystem/model';
import { sobjectOf, types } from './typeSystem/apexType';
import { setEquality } from './values/userEquality';

export interface Source {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly body: string;
}

const read = (row: Row, def: SObjectDef, field: string): Value => {
  const known = def.field(field);
  return known ? row.get(known) : null;
};

export function sourcesIn(org: Org, object: 'ApexClass' | 'ApexTrigger'): Source[] {
  const table = codeTable(org, object);
  return [...table.rows()]
    .filter((row) => read(row, table.def, 'Status') !== 'Deleted')
    .map((row) => ({
      id: row.id,
      name: String(read(row, table.def, 'Name')),
      kind: object === 'ApexClass' ? 'class' : 'trigger',
      body: String(read(row, table.def, 'Body') ?? ''),
    }));
}

export function codeTable(org: Org, object: 'ApexClass' | 'ApexTrigger'): Table {
  const def = org.codeSchema.object(object);
  if (def === undefined) throw new Error(`The org has no object ${object}.`);
  return org.store.table(def);
}

export const isTestNode = (unit: Unit): boolean =>
  unit.kind === 'class' && unit.modifiers.annotations.some(({ name }) => name === 'istest');

interface Parsed {
  readonly source: Source;
  readonly unit: Unit;
}

/**
 * A class with an error is not part of the program; a class that uses it does not compile.
 * @param changed take the place of the stored sources with their names
 */
export async function buildProgram(
  parser: Parser,
  options: ProgramOptions,
  changed: readonly Source[] = [],
): Promise<{ readonly program: Program; readonly problems: ReadonlyMap<Source, Problem> }> {
  const { org } = options;
  const stored = [...sourcesIn(org, 'ApexClass'), ...sourcesIn(org, 'ApexTrigger')];
  const isSame = (one: Source, other: Source): boolean =>
    one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();
  const sources = [...stored.filter((one) => !changed.some((other) => isSame(one, other))), ...changed];
  const results = await Promise.all(
    sources.map(async (source) => ({ source, parsed: await parser.parse(source.kind, source.body) })),
  );
  const program = new Program(options);
  const units = results.flatMap(({ source, parsed }) => ('unit' in parsed ? [{ source, unit: parsed.unit }] : []));
  const syntax = results.flatMap(({ source, parsed }) =>
    'problem' in parsed ? [[source, parsed.problem] as const] : [],
  );
  return { program, problems: new Map([...declareAll(program, units), ...syntax]) };
}

export const unitOf = ({ kind, name, id }: Source, isTest: boolean): UnitInfo => ({
  kind,
  name,
  id,
  isTest,
  lines: new Set(),
});

/** The first problem of each source that has one. */
function declareAll(program: Program, units: readonly Parsed[]): ReadonlyMap<Source, Problem> {
  const problems = new Map<Source, Problem>();
  const guarded = (source: Source, declare: () => void): boolean => {
    try {
      declare();
      return true;
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      if (!problems.has(source)) problems.set(source, { ...error.at, message: error.message });
      program.classes.delete(source.name.toLowerCase());
      return false;
    }
  };
  const declared = units.flatMap(({ source, unit }) => {
    if (unit.kind === 'trigger' || unit.kind === 'anonymous') return [];
    let cls: ClassInfo | undefined;
    guarded(source, () => {
      cls = declareClass(unit, unitOf(source, isTestNode(unit)));
      program.classes.set(unit.name.toLowerCase(), cls);
    });
    return cls ? [{ source, cls }] : [];
  });
  const linked = declared.filter(({ source, cls }) => guarded(source, () => linkBases(program, cls)));
  for (const { source, cls } of linked) guarded(source, () => declareMembers(program, cls));
  for (const { cls } of linked) registerEquality(program, cls);
  for (const { source, unit } of units) {
    if (unit.kind === 'trigger') guarded(source, () => void program.triggers.push(triggerOf(program, source, unit)));
  }
  return problems;
}

/** Lets sets, maps and texts call the methods equals, hashCode and toString of a class. */
export function registerEquality(program: Program, cls: ClassInfo): void {
  const equals = findMethods(cls, 'equals').find(({ parameters }) => parameters.length === 1);
  const hashCode = findMethods(cls, 'hashCode').find(({ parameters }) => parameters.length === 0);
  const toText = findMethods(cls, 'toString').find(({ parameters }) => parameters.length === 0);
  if (equals ?? hashCode ?? toText) {
    setEquality(cls, {
      equals: (a, b) => {
        const { running } = program;
        return equals && running && program.invoke(running, equals, { self: a, args: [b] }) === true;
      },
      hashCode: (value) => {
        const { running } = program;
        const code = hashCode && running && program.invoke(running, hashCode, { self: value, args: [] });
        return typeof code === 'number' ? code : undefined;
      },
      toText: (value) => {
        const { running } = program;
        if (toText === undefined || toText.isStatic || running === undefined) return undefined;
        return program.invoke(running, toText, { self: value, args: [] }) as string | null;
      },
    });
  }
  for (const inner of cls.inner.values()) registerEquality(program, inner);
}

/** The members of a trigger or an anonymous block, as those of a class. */
export function blockClass(name: string, unit: UnitInfo, members: ClassNode['members']): ClassInfo {
  const node: ClassNode = {
    line: 1,
    column: 1,
    kind: 'class',
    modifiers: { words: [], annotations: [] },
    name,
    base: undefined,
    interfaces: [],
    members: members.map((member) =>
      member.kind === 'method' && !member.modifiers.words.includes('static')
        ? { ...member, modifiers: { ...member.modifiers, words: [...member.modifiers.words, 'static'] } }
        : member,
    ),
    constants: [],
  };
  return declareClass(node, unit);
}

export const blockMethod = (name: string, owner: ClassInfo): MethodInfo => ({
  name,
  owner,
  isStatic: true,
  isAbstract: false,
  isPrivate: false,
  parameters: [],
  returns: types.void,
  annotations: [],
  node: undefined,
  statement: undefined,
  line: 1,
});

function triggerOf(program: Program, source: Source, node: TriggerNode): TriggerInfo {
  const def = program.org.schema.object(node.object);
  if (def === undefined) throw new CompileError(node, `Invalid type: ${node.object}`);
  const unit = unitOf(source, false);
  const cls = blockClass(node.name, unit, node.members);
  linkBases(program, cls);
  declareMembers(program, cls);
  const method = blockMethod(node.name, cls);
  method.body = compileBlock(program, node.body, { unit, cls, trigger: sobjectOf(def) });
  return { name: node.name, id: source.id, object: def.name, events: node.events, method };
}
