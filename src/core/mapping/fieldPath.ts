// The path of a field of a parent: `Account.Ext__c` or, where the parent may be of several objects, `User:Owner.Name`.

export interface FieldPath {
  readonly object?: string;
  readonly relationship: string;
  /** Of the field of the parent. */
  readonly name: string;
}

/** Undefined for a name that is no such path. */
export function toFieldPath(text: string): FieldPath | undefined {
  const [, object, relationship, name] = /^(?:([^:.]+):)?([^:.]+)\.([^.]+)$/.exec(text) ?? [];
  if (relationship === undefined || name === undefined) return undefined;
  return { relationship, name, ...(object !== undefined && { object }) };
}

/** The lookup whose relationship the path names. Names are compared without regard to case. */
export function findLookup<F extends { readonly relationshipName: string | null }>(
  { relationship }: FieldPath,
  fields: readonly F[],
): F | undefined {
  const asked = relationship.toLowerCase();
  return fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === asked);
}
