// Finds users for the login endpoints.
import type { Value } from '../data/schema';
import type { Row } from '../data/table';
import type { Org } from '../org/org';

/** By username; case-insensitive. */
export function findUser(org: Org, username: string): Row | undefined {
  const table = org.store.byName('User');
  const field = table?.def.field('Username');
  return field === undefined ? undefined : table?.find(field, username, 1)[0];
}

export function userValue(org: Org, user: Row, name: string): Value {
  const field = org.schema.object('User')?.field(name);
  return field === undefined ? null : user.get(field);
}

export function isActive(org: Org, user: Row): boolean {
  return userValue(org, user, 'IsActive') === true;
}
