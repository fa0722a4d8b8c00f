// The environment for our child processes: the one of this process without secrets.

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Such as SF_PASSWORD, SFDX_AUTH_URL and AWS_SECRET_ACCESS_KEY. No program that we start reads a secret from it.
 * A variable that only locates a tool for secrets (SFDX_SECRET_TOOL_PATH) is not one.
 */
const isSecret = /(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|(ACCESS|API|PRIVATE)_?KEY|AUTH_?URL)_?\d*$/i;

export function childEnvironment(environment: Environment = process.env): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isSecret.test(name)));
}
