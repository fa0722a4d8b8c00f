// Creates the scope for the object in FROM.
import type { Org } from '../org/org';
import { placeOf, toOutline, type Outline } from './outline';
import { malformed, refuseAt } from './queryErrors';
import type { Scope } from './scope';

export interface FromClause {
  readonly objectName: string;
  readonly alias: string | undefined;
  readonly outline: Outline | undefined;
}

/** Throws INVALID_TYPE for an unknown object. */
export function toScope(
  around: Omit<Scope, 'table' | 'alias' | 'outline'> & { readonly org: Org },
  from: FromClause,
): Scope {
  const outline = from.outline ?? toOutline('');
  const def = around.org.schema.object(from.objectName);
  if (!def) throw unknownObject(outline, from.objectName);
  return {
    org: around.org,
    version: around.version,
    withDeleted: around.withDeleted,
    binds: around.binds,
    firstRowOf: around.firstRowOf,
    table: around.org.store.table(def),
    alias: from.alias,
    outline,
  };
}

function unknownObject(outline: Outline, name: string) {
  if (name === '') return malformed("unexpected token: '<EOF>'");
  const sentence =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
    'after the entity name. Please reference your WSDL or the describe call for the appropriate names.';
  return refuseAt(placeOf(outline, 'FROM', name), 'INVALID_TYPE', sentence);
}
