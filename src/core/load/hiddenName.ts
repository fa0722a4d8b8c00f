// Characters without a width within a name. Salesforce does not know such a field, and the name looks as if it did.

const hidden = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

export interface HiddenName {
  /** The name with its hidden characters as text: `Na[U+200B]me`. */
  readonly shown: string;
  /** The first of them: `U+200B`. */
  readonly character: string;
  /** The name without them. */
  readonly visible: string;
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Undefined for a name without hidden characters. */
export function hiddenName(name: string): HiddenName | undefined {
  const [first] = name.match(hidden) ?? [];
  if (first === undefined) return undefined;
  const shown = name.replace(hidden, (character) => `[${codeOf(character)}]`);
  return { shown, character: codeOf(first), visible: name.replace(hidden, '') };
}
