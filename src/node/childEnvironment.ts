// The environment that our child processes get: this one's, without what only we may know.

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Such as SF_PASSWORD, SFDX_AUTH_URL and AWS_SECRET_ACCESS_KEY. No program that we start asks the environment for a secret;
 * what only says where one lies (SFDX_SECRET_TOOL_PATH) is none.
 */
const isSecret = /(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|(ACCESS|API|PRIVATE)_?KEY|AUTH_?URL)_?\d*$/i;

export function childEnvironment(environment: Environment = process.env): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isSecret.test(name)));
}
