// An org as plain data.

export type OrgKind = 'production' | 'sandbox' | 'scratch' | 'developer' | 'practice';

export const loginKinds = ['accessToken', 'practice', 'web', 'jwt', 'clientCredentials', 'password', 'cli'] as const;

export type LoginKind = (typeof loginKinds)[number];

/** Contains no secrets: those are in the SecretStore, under the org's id. */
export interface Org {
  /** Salesforce's 18-character organization id plus the user id, joined by a dash: one login, one org entry. */
  readonly orgId: string;
  readonly username: string;
  /** The name that a person gave it, else the username. */
  readonly label: string;
  readonly instanceUrl: string;
  readonly kind: OrgKind;
  readonly apiVersion: string;
  readonly login: LoginKind;
}
