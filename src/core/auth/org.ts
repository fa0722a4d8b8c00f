// Who an org is, as plain data.

export type OrgKind = 'production' | 'sandbox' | 'scratch' | 'developer' | 'practice';

export const loginKinds = ['accessToken', 'practice', 'web', 'jwt', 'clientCredentials', 'password', 'cli'] as const;

export type LoginKind = (typeof loginKinds)[number];

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
  readonly login: LoginKind;
}
