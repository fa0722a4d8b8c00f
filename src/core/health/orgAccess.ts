// What the checks of an org need.
import type { OrgClient } from '../http/client';
import type { Rest } from '../rest/rest';

export interface OrgAccess {
  readonly client: OrgClient;
  readonly rest: Rest;
}
