// `kinetic orgs`: the logins that the command line can use.
import { isCanceled, toSalesforceError, type CliLogin, type Core, type Task } from '../core/core';
import type { CommandOf } from './arguments';
import { loginNamed, type Environment } from './environment';
import { orgOption } from './nextCommand';
import { errorLines } from './resultLines';
import { runningPracticeOrgs } from './practiceOrgs';
import type { Console } from './session';
import { styled } from './style';
import { toJsonLines } from './symbols';
import type { Cell, Column } from './table';

interface Context {
  readonly console: Console;
  readonly environment: Environment;
}

interface Usable {
  /** What makes a command use it; empty for what it uses without an option. */
  readonly option: string;
  readonly login: string;
  readonly username?: string;
  readonly aliases?: readonly string[];
  readonly url?: string;
  readonly isDefault?: boolean;
  readonly isExpired?: boolean;
}

/** Signs in to none of them. */
export async function orgs(
  { output }: CommandOf<'orgs'>,
  core: Core,
  { console, environment }: Context,
  task: Task,
): Promise<number> {
  const found = [
    ...fromVariables(environment),
    ...(await cliLogins(core, console, task)).map(toUsable),
    ...(await runningPracticeOrgs()).map(({ name, url }) => ({ option: orgOption(name), login: 'practice org', url })),
    { option: '--practice', login: 'practice org' },
  ];
  if (output.json) await console.out(toJsonLines(found));
  else await console.table({ columns, rows: found.map(cellsOf) });
  if (!output.json) console.err([vsCodeText]);
  return 0;
}

const vsCodeText =
  'Other orgs that were added in VS Code are not listed: their logins are in VS Code’s secret storage, which only VS Code can read.';

function fromVariables(environment: Environment): readonly Usable[] {
  const login = loginNamed(environment);
  if (login === undefined) return [];
  const { SF_USERNAME: username, SF_INSTANCE_URL, SF_LOGIN_URL } = environment;
  const url = originOf(SF_INSTANCE_URL ?? SF_LOGIN_URL ?? '');
  return [{ option: '', login: login.replace(/^an? /, ''), ...(username && { username }), ...(url && { url }) }];
}

/** A URL that was copied from a browser can contain a session. */
const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined);

/** What keeps the Salesforce CLI from being read does not hide the other orgs. */
async function cliLogins(core: Core, { err }: Console, task: Task): Promise<readonly CliLogin[]> {
  try {
    return await core.orgs.cliLogins(task);
  } catch (error) {
    if (isCanceled(error)) throw error;
    err(errorLines(toSalesforceError(error)));
    return [];
  }
}

const toUsable = ({ username, aliases, instanceUrl, isDefault, isExpired }: CliLogin): Usable => ({
  option: orgOption(aliases[0] ?? username),
  login: 'Salesforce CLI',
  username,
  aliases,
  url: instanceUrl,
  isDefault,
  isExpired,
});

const columns: readonly Column[] = [
  { title: 'Option' },
  { title: 'Username', min: 16, optional: 1 },
  { title: 'Status', optional: 1 },
  { title: 'Login' },
  { title: 'URL', min: 16, optional: 2 },
];

const cellsOf = ({ option, username = '', url = '', login, isDefault, isExpired }: Usable): readonly Cell[] => [
  option || '(variables)',
  username,
  isExpired ? styled('red', 'expired') : isDefault ? styled('green', 'default') : '',
  login,
  url,
];
