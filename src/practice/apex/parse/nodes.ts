// What all converters of parse trees need: positions, names, and the modifiers of declarations.
import type {
  AnnotationContext,
  ApexParserRuleContext,
  ArraySubscriptsContext,
  CreatedNameContext,
  ModifierContext,
  QualifiedNameContext,
  TypeListContext,
  TypeRefContext,
} from '@apexdevtools/apex-parser';
import type { Annotation, At, Modifiers, TypeNode } from './tree';

/** Apex that the practice org cannot run: a compile error that names it. */
export class NotSimulated extends Error {
  constructor(
    what: string,
    readonly at: At,
  ) {
    super(`The practice org does not simulate ${what}`);
  }
}

export const atOf = (context: ApexParserRuleContext): At => ({
  line: context.start.line,
  column: context.start.column + 1,
});

/** The parser returns null for a part that is missing, against its types. */
export const present = <T>(part: T): T | undefined => part ?? undefined;

export function typeNode(context: TypeRefContext): TypeNode {
  const names = context.typeName_list().map((one) => {
    const collection = present(one.LIST()) ?? present(one.SET()) ?? present(one.MAP());
    const args = present(one.typeArguments());
    return { name: (collection ?? one.id()).getText(), args: args ? typeList(args.typeList()) : [] };
  });
  return { ...atOf(context), names, dimensions: dimensionsOf(present(context.arraySubscripts())) };
}

const dimensionsOf = (context: ArraySubscriptsContext | undefined): number => context?.LBRACK_list().length ?? 0;

export const typeList = (context: TypeListContext): TypeNode[] => context.typeRef_list().map(typeNode);

export function createdType(context: CreatedNameContext): TypeNode {
  const names = context.idCreatedNamePair_list().map((pair) => {
    const args = present(pair.typeList());
    return { name: pair.anyId().getText(), args: args ? typeList(args) : [] };
  });
  return { ...atOf(context), names, dimensions: 0 };
}

export function qualifiedType(context: QualifiedNameContext): TypeNode {
  const names = context.id_list().map((id) => ({ name: id.getText(), args: [] }));
  return { ...atOf(context), names, dimensions: 0 };
}

export function modifiersOf(contexts: readonly ModifierContext[]): Modifiers {
  const annotations = contexts.flatMap((one) => present(one.annotation()) ?? []).map(toAnnotation);
  const words = contexts.filter((one) => !present(one.annotation())).map((one) => one.getText().toLowerCase());
  return { words, annotations };
}

function toAnnotation(context: AnnotationContext): Annotation {
  const values: Record<string, string> = {};
  const pairs = present(context.elementValuePairs())?.elementValuePair_list() ?? [];
  for (const pair of pairs) values[pair.id().getText().toLowerCase()] = unquoted(pair.elementValue().getText());
  const alone = present(context.elementValue());
  if (alone) values['value'] = unquoted(alone.getText());
  return { name: context.id().getText().toLowerCase(), values };
}

const unquoted = (text: string): string => text.replace(/^'([\s\S]*)'$/, '$1');
