// The environment that our child processes get: this one's, without what only we may know.

type Environment = Readonly<Record<string, string | undefined>>;

/** Such as SF_PASSWORD and SF_ACCESS_TOKEN. No program that we start asks the environment for a secret. */
const isSecret = /(TOKEN|SECRET|PASSWORD|PASSPHRASE)$/i;

export function childEnvironment(environment: Environment = process.env): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isSecret.test(name)));
}
