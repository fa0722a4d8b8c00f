// Files as the Salesforce CLI writes them: one per login with encrypted secrets, a key, aliases, the default org.
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CliHome {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly addLogin: (login: Readonly<Record<string, unknown>> & { readonly username: string }) => Promise<void>;
  readonly setAliases: (aliases: Readonly<Record<string, string>>) => Promise<void>;
  /** Any file of the CLI, with any content. */
  readonly put: (name: string, text: string) => Promise<void>;
  readonly setDefault: (org: string) => Promise<void>;
  /** A login as it is in its file. */
  readonly read: (username: string) => Promise<Readonly<Record<string, string>>>;
  readonly remove: () => Promise<void>;
}

const key = '00112233445566778899aabbccddeeff';

/** The first of the CLI's two formats: AES-256-GCM, with the initial vector as twelve readable characters. */
export function encrypt(text: string, iv = randomBytes(6).toString('hex')): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'utf8'), iv);
  const hidden = cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
  return `${iv}${hidden}:${cipher.getAuthTag().toString('hex')}`;
}

const isSecret = (name: string): boolean => /token|password|secret/i.test(name);

export async function createCliHome(): Promise<CliHome> {
  const home = await mkdtemp(join(tmpdir(), 'kinetic-cli-home-'));
  const write = (path: readonly string[], value: unknown): Promise<void> =>
    writeFile(join(home, ...path), JSON.stringify(value), { mode: 0o600 });
  await mkdir(join(home, '.sfdx'), { mode: 0o700 });
  await mkdir(join(home, '.sf'));
  await write(['.sfdx', 'key.json'], { account: 'local', key, service: 'sfdx' });
  return {
    environment: { ...process.env, HOME: home, USERPROFILE: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' },
    addLogin: (login) => {
      const fields = Object.entries(login).map(([name, value]) => [
        name,
        isSecret(name) ? encrypt(String(value)) : value,
      ]);
      return write(['.sfdx', `${login.username}.json`], Object.fromEntries(fields));
    },
    setAliases: (orgs) => write(['.sfdx', 'alias.json'], { orgs }),
    put: (name, text) => writeFile(join(home, '.sfdx', name), text, { mode: 0o600 }),
    setDefault: (org) => write(['.sf', 'config.json'], { 'target-org': org }),
    read: async (username) =>
      JSON.parse(await readFile(join(home, '.sfdx', `${username}.json`), 'utf8')) as Record<string, string>,
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
