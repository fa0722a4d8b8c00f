// Converts classes, triggers and anonymous blocks of the parser into our tree.
import type * as P from '@apexdevtools/apex-parser';
import { atOf, modifiersOf, present, typeList, typeNode } from './nodes';
import { block, declarators, statement } from './statements';
import type { Accessor, AnonymousNode, ClassNode, Member, Modifiers, Parameter, Statement, TriggerNode } from './tree';

export function compilationUnit(context: P.CompilationUnitContext): ClassNode {
  const type = context.typeDeclaration();
  const modifiers = modifiersOf(type.modifier_list());
  const aClass = present(type.classDeclaration());
  if (aClass) return classNode(aClass, modifiers);
  const anEnum = present(type.enumDeclaration());
  return anEnum ? enumNode(anEnum, modifiers) : interfaceNode(type.interfaceDeclaration(), modifiers);
}

function classNode(context: P.ClassDeclarationContext, modifiers: Modifiers): ClassNode {
  const base = present(context.typeRef());
  const interfaces = present(context.typeList());
  return {
    ...atOf(context.id()),
    kind: 'class',
    modifiers,
    name: context.id().getText(),
    base: base && typeNode(base),
    interfaces: interfaces ? typeList(interfaces) : [],
    members: context.classBody().classBodyDeclaration_list().flatMap(bodyMember),
    constants: [],
  };
}

function interfaceNode(context: P.InterfaceDeclarationContext, modifiers: Modifiers): ClassNode {
  const bases = present(context.typeList());
  const members = context.interfaceBody().interfaceMethodDeclaration_list();
  return {
    ...atOf(context.id()),
    kind: 'interface',
    modifiers,
    name: context.id().getText(),
    base: undefined,
    interfaces: bases ? typeList(bases) : [],
    members: members.map((one): Member => {
      const returns = present(one.typeRef());
      return {
        ...atOf(one.id()),
        kind: 'method',
        modifiers: { words: ['public', 'abstract'], annotations: [] },
        name: one.id().getText(),
        returns: returns && typeNode(returns),
        parameters: parameters(one.formalParameters()),
        body: undefined,
      };
    }),
    constants: [],
  };
}

const enumNode = (context: P.EnumDeclarationContext, modifiers: Modifiers): ClassNode => ({
  ...atOf(context.id()),
  kind: 'enum',
  modifiers,
  name: context.id().getText(),
  base: undefined,
  interfaces: [],
  members: [],
  constants:
    present(context.enumConstants())
      ?.id_list()
      .map((id) => id.getText()) ?? [],
});

function bodyMember(context: P.ClassBodyDeclarationContext): Member[] {
  const body = present(context.block());
  if (body) {
    const isStatic = present(context.STATIC()) !== undefined;
    return [{ ...atOf(context), kind: 'initializer', isStatic, body: block(body) }];
  }
  const declared = present(context.memberDeclaration());
  if (declared === undefined) return [];
  const modifiers = modifiersOf(context.modifier_list());
  const constructor = present(declared.constructorDeclaration());
  if (constructor === undefined) return [member(declared, modifiers)];
  return [
    {
      ...atOf(constructor),
      kind: 'constructor',
      modifiers,
      name: constructor.qualifiedName().getText(),
      parameters: parameters(constructor.formalParameters()),
      body: block(constructor.block()),
    },
  ];
}

interface MemberContext {
  methodDeclaration(): P.MethodDeclarationContext;
  interfaceDeclaration(): P.InterfaceDeclarationContext;
  classDeclaration(): P.ClassDeclarationContext;
  enumDeclaration(): P.EnumDeclarationContext;
  propertyDeclaration(): P.PropertyDeclarationContext;
  fieldDeclaration(): P.FieldDeclarationContext;
}

function member(context: MemberContext, modifiers: Modifiers): Member {
  const method = present(context.methodDeclaration());
  if (method) return methodNode(method, modifiers);
  const property = present(context.propertyDeclaration());
  if (property) return propertyNode(property, modifiers);
  const inner = present(context.classDeclaration());
  if (inner) return classNode(inner, modifiers);
  const anEnum = present(context.enumDeclaration());
  if (anEnum) return enumNode(anEnum, modifiers);
  const anInterface = present(context.interfaceDeclaration());
  if (anInterface) return interfaceNode(anInterface, modifiers);
  const field = context.fieldDeclaration();
  const type = typeNode(field.typeRef());
  return { ...atOf(field), kind: 'field', modifiers, type, declarators: declarators(field.variableDeclarators()) };
}

function methodNode(context: P.MethodDeclarationContext, modifiers: Modifiers): Member {
  const returns = present(context.typeRef());
  const body = present(context.block());
  return {
    ...atOf(context.id()),
    kind: 'method',
    modifiers,
    name: context.id().getText(),
    returns: returns && typeNode(returns),
    parameters: parameters(context.formalParameters()),
    body: body && block(body),
  };
}

const parameters = (context: P.FormalParametersContext): Parameter[] =>
  present(context.formalParameterList())
    ?.formalParameter_list()
    .map((one) => ({ ...atOf(one), type: typeNode(one.typeRef()), name: one.id().getText() })) ?? [];

function propertyNode(context: P.PropertyDeclarationContext, modifiers: Modifiers): Member {
  let getter: Accessor | undefined;
  let setter: Accessor | undefined;
  for (const one of context.propertyBlock_list()) {
    const own = modifiersOf(one.modifier_list());
    const get = present(one.getter());
    const body = present((get ?? one.setter()).block());
    const accessor = { modifiers: own, body: body && block(body) };
    if (get) getter = accessor;
    else setter = accessor;
  }
  const name = context.id().getText();
  return {
    ...atOf(context.id()),
    kind: 'property',
    modifiers,
    type: typeNode(context.typeRef()),
    name,
    getter,
    setter,
  };
}

/** A declaration of a variable between statements is a local variable. */
function toLocal(context: P.FieldDeclarationContext): Statement {
  const type = typeNode(context.typeRef());
  return { ...atOf(context), kind: 'local', type, declarators: declarators(context.variableDeclarators()) };
}

interface BlockMember {
  modifier_list(): P.ModifierContext[];
  statement(): P.StatementContext;
}

function splitBlock<Context extends BlockMember>(
  contexts: readonly Context[],
  declared: (one: Context) => MemberContext | undefined,
): { readonly body: Statement[]; readonly members: Member[] } {
  const body: Statement[] = [];
  const members: Member[] = [];
  for (const one of contexts) {
    const declaration = declared(one);
    const field = declaration && present(declaration.fieldDeclaration());
    if (field) body.push(toLocal(field));
    else if (declaration) members.push(member(declaration, modifiersOf(one.modifier_list())));
    else body.push(statement(one.statement()));
  }
  return { body, members };
}

export function anonymousUnit(context: P.AnonymousUnitContext): AnonymousNode {
  const contexts = context.anonymousBlock().anonymousBlockMember_list();
  const parts = splitBlock(contexts, (one) => present(one.anonymousMemberDeclaration()));
  return { kind: 'anonymous', ...parts };
}

export function triggerUnit(context: P.TriggerUnitContext): TriggerNode {
  const [name, object] = context.id_list();
  const contexts = context.triggerBlock().triggerBlockMember_list();
  const parts = splitBlock(contexts, (one) => present(one.triggerMemberDeclaration()));
  const events = context
    .triggerCase_list()
    .map((one) => (one.children ?? []).map((child) => child.getText().toLowerCase()).join(' '));
  const named = { name: name?.getText() ?? '', object: object?.getText() ?? '' };
  return { ...atOf(context), kind: 'trigger', ...named, events, ...parts };
}
