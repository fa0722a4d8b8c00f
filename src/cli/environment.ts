// The login from environment variables, for scripts and CI: which variables it needs, and which are missing.
import { readFile } from 'node:fs/promises';
import { SalesforceError, type LoginSpec } from '../core/core';

export type Environment = Readonly<Record<string, string | undefined>>;

type Variable =
  | 'SF_ACCESS_TOKEN'
  | 'SF_INSTANCE_URL'
  | 'SF_LOGIN_URL'
  | 'SF_CLIENT_ID'
  | 'SF_CLIENT_SECRET'
  | 'SF_USERNAME'
  | 'SF_PRIVATE_KEY_PATH'
  | 'SF_PASSWORD';

interface LoginVariables {
  readonly name: string;
  readonly needs: readonly Variable[];
  /** One of these is enough to tell that this login is meant. */
  readonly sign: readonly Variable[];
  readonly toSpec: (
    values: Readonly<Record<Variable, string>>,
    environment: Environment,
  ) => LoginSpec | Promise<LoginSpec>;
}

/** Earlier entries win over later ones. */
const logins: readonly LoginVariables[] = [
  {
    name: 'an access token',
    needs: ['SF_INSTANCE_URL', 'SF_ACCESS_TOKEN'],
    sign: ['SF_ACCESS_TOKEN', 'SF_INSTANCE_URL'],
    toSpec: ({ SF_INSTANCE_URL: instanceUrl, SF_ACCESS_TOKEN: accessToken }) => ({
      login: 'accessToken',
      instanceUrl,
      accessToken,
    }),
  },
  {
    name: 'JWT',
    needs: ['SF_LOGIN_URL', 'SF_CLIENT_ID', 'SF_USERNAME', 'SF_PRIVATE_KEY_PATH'],
    sign: ['SF_PRIVATE_KEY_PATH'],
    toSpec: async (values, { SF_PRIVATE_KEY_PASSPHRASE: passphrase, SF_AUDIENCE: audience }) => ({
      login: 'jwt',
      ...app(values),
      username: values.SF_USERNAME,
      privateKeyPem: await readKey(values.SF_PRIVATE_KEY_PATH),
      ...(passphrase && { passphrase }),
      ...(audience && { audience }),
    }),
  },
  {
    name: 'a username and password (legacy)',
    needs: ['SF_LOGIN_URL', 'SF_CLIENT_ID', 'SF_CLIENT_SECRET', 'SF_USERNAME', 'SF_PASSWORD'],
    sign: ['SF_PASSWORD'],
    toSpec: (values, { SF_SECURITY_TOKEN: securityToken }) => ({
      login: 'password',
      ...app(values),
      clientSecret: values.SF_CLIENT_SECRET,
      username: values.SF_USERNAME,
      password: values.SF_PASSWORD,
      ...(securityToken && { securityToken }),
    }),
  },
  {
    name: 'client credentials',
    needs: ['SF_LOGIN_URL', 'SF_CLIENT_ID', 'SF_CLIENT_SECRET'],
    sign: ['SF_CLIENT_SECRET'],
    toSpec: (values) => ({ login: 'clientCredentials', ...app(values), clientSecret: values.SF_CLIENT_SECRET }),
  },
];

const app = (values: Readonly<Record<Variable, string>>): { readonly loginUrl: string; readonly clientId: string } => ({
  loginUrl: values.SF_LOGIN_URL,
  clientId: values.SF_CLIENT_ID,
});

const isSetIn =
  (environment: Environment) =>
  (name: Variable): boolean =>
    Boolean(environment[name]);

const completeLogin = (environment: Environment): LoginVariables | undefined =>
  logins.find(({ needs }) => needs.every(isSetIn(environment)));

/** “an access token”, “JWT” …: the login whose variables are all set. */
export const loginNamed = (environment: Environment): string | undefined => completeLogin(environment)?.name;

/** Variables of a login are set, perhaps not all that it needs. */
export const namesLogin = (environment: Environment): boolean =>
  logins.some(({ needs }) => needs.some(isSetIn(environment)));

/** Throws `login.missing` with the variables that are missing, `login.badKey`, `input.badArgument`. */
export async function loginFrom(environment: Environment): Promise<LoginSpec> {
  const isSet = isSetIn(environment);
  const complete = completeLogin(environment);
  if (!complete) throw new SalesforceError('login.missing', { hint: hintFor(isSet) });
  const values = environment as Readonly<Record<Variable, string>>;
  return { ...(await complete.toSpec(values, environment)), ...apiVersionOf(environment) };
}

function hintFor(isSet: (name: Variable) => boolean): string {
  const meant = logins.find(({ sign }) => sign.some(isSet)) ?? logins.find(({ needs }) => needs.some(isSet));
  if (meant) {
    const missing = meant.needs.filter((name) => !isSet(name));
    return `To sign in with ${meant.name}, also set ${list(missing)}.`;
  }
  return 'Add --practice for a practice org or --target-org ORG for an org of the Salesforce CLI, or set SF_INSTANCE_URL and SF_ACCESS_TOKEN. For the variables of other logins, run: kinetic --help';
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** `66.0`, `66` and `v66.0` mean the same. */
export function apiVersionOf({ SF_API_VERSION: text }: Environment): { readonly apiVersion?: string } {
  if (!text) return {};
  const number = /^v?(\d{2,3})(\.0)?$/.exec(text.trim())?.[1];
  if (number !== undefined) return { apiVersion: `${number}.0` };
  const message = `SF_API_VERSION is “${text}”, but must look like 66.0.`;
  throw new SalesforceError('input.badArgument', { message });
}

async function readKey(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SalesforceError('login.badKey', { reason: `${path} cannot be read` }, { cause: error });
  }
}
