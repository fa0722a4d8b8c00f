// The Salesforce CLI in a folder of its own, logged in to a practice org.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeOrg } from '../../src/practice/practice';
import { installer, runToEnd, type Finished } from './clients';

/** The JSON that each command prints with `--json`. */
interface Envelope<Result> {
  readonly status: number;
  readonly result: Result;
  readonly name?: string;
  readonly message?: string;
  readonly data?: unknown;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly until?: (stdout: string) => boolean;
}

export interface Cli {
  readonly folder: string;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Finished>;
  readonly json: <Result>(args: readonly string[], options?: RunOptions) => Promise<Envelope<Result>>;
  /** Writes a file into the folder and returns its name. */
  readonly file: (name: string, lines: readonly string[]) => string;
  readonly remove: () => void;
}

const settings = {
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_DISABLE_LOG_FILE: 'true',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
};

/** Installs the CLI on first use and logs it in with the access token of the administrator. */
export async function startCli({ url, accessToken }: PracticeOrg): Promise<Cli> {
  const { nodePath, scriptPath } = await (await installer()).salesforceCli();
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-cli-'));
  const run: Cli['run'] = (args, { env, input, until } = {}) =>
    runToEnd({
      program: nodePath,
      args: [scriptPath, ...args],
      cwd: folder,
      env: { HOME: folder, USERPROFILE: folder, ...settings, ...env },
      ...(input !== undefined && { input }),
      ...(until !== undefined && { until }),
      timeoutMs: 240_000,
    });
  const json: Cli['json'] = async <Result>(args: readonly string[], options?: RunOptions) => {
    const { stdout, stderr } = await run([...args, '--json'], options);
    const from = stdout.indexOf('{');
    assert.ok(from >= 0, `no JSON from sf ${args.join(' ')}\n${stdout}\n${stderr}`);
    return JSON.parse(stdout.slice(from)) as Envelope<Result>;
  };
  const login = ['org', 'login', 'access-token', '--instance-url', url, '--no-prompt', '--set-default'];
  const { status, message } = await json(login, { env: { SF_ACCESS_TOKEN: accessToken } });
  assert.equal(status, 0, message);
  return {
    folder,
    run,
    json,
    file: (name, lines) => {
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
      return name;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
