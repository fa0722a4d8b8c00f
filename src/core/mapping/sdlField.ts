// Translates the names that a mapping file of Data Loader has for fields, also those of parents.

/** A field of the object, as its describe says. */
export interface SdlField {
  readonly name: string;
  /** Salesforce's type, such as string. */
  readonly type: string;
  readonly relationshipName: string | null;
  readonly referenceTo: readonly string[];
}

export interface SdlTarget {
  /** API name or relationship path. */
  readonly field: string;
  /** Several columns are joined for text only. */
  readonly isText: boolean;
}

const textTypes = new Set(['string', 'textarea', 'email', 'phone', 'url', 'encryptedstring']);

/**
 * `Owner:Ext__c` is the older spelling of a parent's field, `Owner:User-Ext__c` the newer one. Undefined when the
 * object has no such field.
 */
export function sdlField(name: string, known: readonly SdlField[] | undefined): SdlTarget | undefined {
  const path = /^([^:]+):(?:([^-:]+)-)?([^-:]+)$/.exec(name);
  if (path) {
    const [, relationship = '', object, field = ''] = path;
    return parentField({ relationship, object, field }, known);
  }
  const found = known?.find((field) => isSame(field.name, name));
  if (known && !found) return undefined;
  return { field: found?.name ?? name, isText: !found || textTypes.has(found.type) };
}

interface Path {
  readonly relationship: string;
  readonly object: string | undefined;
  readonly field: string;
}

/** Salesforce takes the object's name only where the parent may be of several objects. */
function parentField(
  { relationship, object, field }: Path,
  known: readonly SdlField[] | undefined,
): SdlTarget | undefined {
  const found = known?.find(
    ({ relationshipName }) => relationshipName !== null && isSame(relationshipName, relationship),
  );
  if (known && !found) return undefined;
  const isPolymorphic = found === undefined || found.referenceTo.length > 1;
  const type = object !== undefined && isPolymorphic ? `${object}:` : '';
  return { field: `${type}${found?.relationshipName ?? relationship}.${field}`, isText: false };
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
