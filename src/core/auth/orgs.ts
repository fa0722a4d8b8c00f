// The orgs this installation knows: who they are (plain data) and how to talk to them (a client each).
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';

export type OrgKind = 'production' | 'sandbox' | 'scratch' | 'developer' | 'practice';

/** What may be shown and stored in the open; secrets stay in the SecretStore under the org's id. */
export interface Org {
  /** Salesforce's 18-character organization id plus the user id, joined by a dash: one login, one org entry. */
  readonly orgId: string;
  readonly username: string;
  /** The name a person gave it, else the user name. */
  readonly label: string;
  readonly instanceUrl: string;
  readonly kind: OrgKind;
  readonly apiVersion: string;
  readonly login: 'accessToken' | 'jwt' | 'practice';
}

export type LoginSpec =
  | { readonly login: 'accessToken'; readonly instanceUrl: string; readonly accessToken: string }
  | { readonly login: 'practice'; readonly instanceUrl: string; readonly accessToken: string }
  | {
      readonly login: 'jwt';
      readonly loginUrl: string;
      readonly clientId: string;
      readonly username: string;
      readonly privateKeyPem: string;
      readonly passphrase?: string;
      readonly audience?: string;
    };

export interface Orgs {
  /** Tries the login, asks who it is (userinfo, Organization), keeps it. The same user of the same org replaces its older entry. */
  readonly add: (spec: LoginSpec, task: Task) => Promise<Org>;
  readonly list: () => Promise<readonly Org[]>;
  readonly get: (orgId: string) => Promise<Org | undefined>;
  readonly rename: (orgId: string, label: string) => Promise<void>;
  /** Forgets the org and its secrets; revokes the token when `revoke` is set. */
  readonly remove: (orgId: string, options: { readonly revoke: boolean }, task: Task) => Promise<void>;
  /** Throws `login.missing` for an org that is not known. Clients are shared: one token, one renewal at a time. */
  readonly client: (orgId: string) => Promise<OrgClient>;
  readonly onChange: (listener: () => void) => () => void;
}
