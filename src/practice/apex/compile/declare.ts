// Declares the classes of a source: first their names, then their bases, then the types of their members.
import type { ClassNode, ConstructorNode, FieldNode, Member, MethodNode, Parameter, PropertyNode } from '../parse/tree';
import type { ClassInfo, FieldInfo, MethodInfo, UnitInfo, Variable } from '../typeSystem/model';
import { types } from '../typeSystem/apexType';
import { CompileError, type Program } from './code';

export function declareClass(node: ClassNode, unit: UnitInfo, outer?: ClassInfo): ClassInfo {
  const { words, annotations } = node.modifiers;
  const isInner = outer !== undefined && (outer.outer !== undefined || outer.unit.kind === 'class');
  const name = isInner ? `${outer.name}.${node.name}` : node.name;
  const cls: ClassInfo = {
    name,
    kind: node.kind,
    node,
    outer,
    unit,
    type: { kind: 'class', name, args: [] },
    isAbstract: words.includes('abstract') || node.kind === 'interface',
    isVirtual: words.includes('virtual') || words.includes('abstract'),
    annotations,
    isWithoutSharing: words.includes('without'),
    base: undefined,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    inner: new Map(),
    constants: node.constants,
    initializers: [],
    instanceSlots: 0,
    staticSlots: 0,
  };
  Object.assign(cls, { type: { kind: 'class', name, args: [], cls } });
  for (const member of node.members) {
    if (member.kind !== 'class' && member.kind !== 'interface' && member.kind !== 'enum') continue;
    if (cls.inner.has(member.name.toLowerCase()))
      throw new CompileError(member, `Duplicate inner class name: ${member.name}`);
    cls.inner.set(member.name.toLowerCase(), declareClass(member, unit, cls));
  }
  return cls;
}

export const classesIn = (cls: ClassInfo): ClassInfo[] => [cls, ...[...cls.inner.values()].flatMap(classesIn)];

/** Call it when all classes are declared. */
export function linkBases(program: Program, cls: ClassInfo): void {
  for (const one of classesIn(cls)) {
    const { node } = one;
    if (node === undefined) continue;
    one.interfaces = node.interfaces.map((type) => program.typeAt(type, one));
    if (node.base === undefined) continue;
    const base = program.typeAt(node.base, one).cls;
    if (base === undefined || base.kind !== 'class') {
      throw new CompileError(node.base, `Invalid parent type: ${node.base.names.map(({ name }) => name).join('.')}`);
    }
    if (!base.isVirtual) {
      throw new CompileError(node, `Non-virtual and non-abstract type cannot be extended: ${base.name}`);
    }
    one.base = base;
  }
}

/** Call it when all bases are linked. */
export function declareMembers(program: Program, cls: ClassInfo): void {
  for (const one of classesIn(cls)) declareOwn(program, one, new Set());
}

function declareOwn(program: Program, cls: ClassInfo, open: Set<ClassInfo>): void {
  if (cls.node === undefined || declared.has(cls)) return;
  if (open.has(cls)) throw new CompileError(cls.node, `Circular dependency: ${cls.name}`);
  open.add(cls);
  if (cls.base) declareOwn(program, cls.base, open);
  cls.instanceSlots = cls.base?.instanceSlots ?? 0;
  declared.add(cls);
  for (const member of cls.node.members) declareMember(program, cls, member);
}

const declared = new WeakSet<ClassInfo>();

function declareMember(program: Program, cls: ClassInfo, member: Member): void {
  switch (member.kind) {
    case 'field':
      declareFields(program, cls, member);
      return;
    case 'property':
      declareProperty(program, cls, member);
      return;
    case 'method':
    case 'constructor':
      declareMethod(program, cls, member);
      return;
    case 'initializer':
      cls.initializers.push({ isStatic: member.isStatic, body: member.body, after: cls.fields.size });
      return;
    default:
  }
}

const slotFor = (cls: ClassInfo, isStatic: boolean): number => (isStatic ? cls.staticSlots++ : cls.instanceSlots++);

function addField(cls: ClassInfo, field: FieldInfo, at: { line: number; column: number }): void {
  const key = field.name.toLowerCase();
  if (cls.fields.has(key)) throw new CompileError(at, `Duplicate field: ${field.name}`);
  cls.fields.set(key, field);
}

function declareFields(program: Program, cls: ClassInfo, node: FieldNode): void {
  const { words } = node.modifiers;
  const isStatic = words.includes('static');
  const type = program.typeAt(node.type, cls);
  for (const { name, value, line, column } of node.declarators) {
    const field: FieldInfo = {
      name,
      type,
      owner: cls,
      isStatic,
      isFinal: words.includes('final'),
      isPrivate: !words.some((word) => ['public', 'global', 'protected'].includes(word)),
      slot: slotFor(cls, isStatic),
      value,
      line,
      isTransient: words.includes('transient'),
      property: undefined,
    };
    addField(cls, field, { line, column });
  }
}

function declareProperty(program: Program, cls: ClassInfo, node: PropertyNode): void {
  const { words } = node.modifiers;
  const isStatic = words.includes('static');
  const type = program.typeAt(node.type, cls);
  const accessor = (end: 'get' | 'set', parameters: readonly Variable[]): MethodInfo | undefined => {
    const part = end === 'get' ? node.getter : node.setter;
    if (part?.body === undefined) return undefined;
    return {
      name: `${node.name}.${end}`,
      owner: cls,
      isStatic,
      isAbstract: false,
      isPrivate: false,
      parameters,
      returns: end === 'get' ? type : types.void,
      annotations: [],
      node: undefined,
      statement: part.body,
      line: node.line,
    };
  };
  const getter = accessor('get', []);
  const setter = accessor('set', [{ name: 'value', type }]);
  const field: FieldInfo = {
    name: node.name,
    type,
    owner: cls,
    isStatic,
    isFinal: false,
    isPrivate: !words.some((word) => ['public', 'global', 'protected'].includes(word)),
    slot: slotFor(cls, isStatic),
    value: undefined,
    line: node.line,
    isTransient: words.includes('transient'),
    property: node,
    ...(getter && { getter }),
    ...(setter && { setter }),
  };
  addField(cls, field, node);
}

const parametersOf = (program: Program, cls: ClassInfo, nodes: readonly Parameter[]): Variable[] =>
  nodes.map(({ name, type }) => ({ name, type: program.typeAt(type, cls) }));

function declareMethod(program: Program, cls: ClassInfo, node: MethodNode | ConstructorNode): void {
  const { words, annotations } = node.modifiers;
  const isConstructor = node.kind === 'constructor';
  if (isConstructor && node.name.toLowerCase() !== cls.node?.name.toLowerCase()) {
    throw new CompileError(node, `Invalid constructor name: ${node.name}`);
  }
  const returns = node.kind === 'method' && node.returns ? program.typeAt(node.returns, cls) : types.void;
  const method: MethodInfo = {
    name: isConstructor ? '<init>' : node.name,
    owner: cls,
    isStatic: words.includes('static') || words.includes('testmethod'),
    isAbstract: !isConstructor && node.body === undefined,
    isPrivate: !words.some((word) => ['public', 'global', 'protected'].includes(word)),
    parameters: parametersOf(program, cls, node.parameters),
    returns,
    annotations: words.includes('testmethod') ? [...annotations, { name: 'istest', values: {} }] : annotations,
    node,
    statement: node.body,
    line: node.line,
  };
  if (isConstructor) {
    cls.constructors.push(method);
    return;
  }
  const key = method.name.toLowerCase();
  const known = cls.methods.get(key) ?? [];
  const names = (one: MethodInfo): string => one.parameters.map(({ type }) => type.name).join(',');
  if (known.some((one) => names(one) === names(method))) {
    throw new CompileError(
      node,
      `Method already defined: ${returns.name} ${cls.name}.${method.name}(${names(method)})`,
    );
  }
  cls.methods.set(key, [...known, method]);
}
