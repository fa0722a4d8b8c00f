// `kinetic policy`: which writes to an org this computer allows.
import { isLooser, SalesforceError, type Access, type KnownPolicy, type OrgPolicy } from '../core/core';
import type { ConsentOptions } from './consent';
import { rowsText } from './counts';
import type { Values } from './optionRows';
import { badArgument, number, oneOf } from './values';
import type { Output, Session } from './session';
import { shellWord } from './shellWord';
import { toJsonLines } from './symbols';

export interface PolicyOptions {
  /** The rules to set; `default` resets all of them. */
  readonly change?: Partial<OrgPolicy> | 'default';
  readonly output: Output;
}

const levels: readonly Access[] = ['full', 'confirm', 'readOnly'];

export function toPolicyChange(values: Values): Pick<PolicyOptions, 'change'> {
  const { access, allow, deny, default: isDefault } = values;
  const change: Partial<OrgPolicy> = {
    ...(access !== undefined && { access: oneOf('--access', access, levels) }),
    ...number('maxRows', '--max-rows', values['max-rows']),
    ...(allow && { allowObjects: toNames(allow) }),
    ...(deny && { denyObjects: toNames(deny) }),
  };
  const isChange = Object.keys(change).length > 0;
  if (isDefault && isChange) throw badArgument('--default resets all rules, so it takes no other option.');
  return isDefault ? { change: 'default' } : isChange ? { change } : {};
}

const toNames = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.split(',')).map((name) => name.trim());

/** Loosening needs the name of the org, from --confirm-org or the terminal. */
export async function policy(
  { change, output }: PolicyOptions,
  session: Session,
  { confirmOrg }: ConsentOptions,
): Promise<number> {
  const { core, org, console } = session;
  const decide = async (now: KnownPolicy): Promise<OrgPolicy | undefined> => {
    const next =
      change === 'default'
        ? undefined
        : { ...(now === 'unreadable' ? ({ access: 'confirm' } as const) : now), ...change };
    if (now === 'unreadable' || loosens(now, next)) await confirmLooser(now, session, confirmOrg);
    return next;
  };
  const { policies } = core;
  const stored = await (change === undefined ? policies.of(org.orgId) : policies.change(org.orgId, decide));
  await console.out(output.json ? toJsonLines(stored) : toLines(org.label, stored));
  return 0;
}

/** Asked again when another program changes the policy meanwhile, so the question shows what it loosens. */
async function confirmLooser(
  now: KnownPolicy,
  { org, console: { prompt }, task }: Session,
  confirmOrg: string | undefined,
): Promise<void> {
  const what = 'loosen its policy';
  const question = [
    `This loosens the policy of ${org.label}. Now:`,
    ...(now === 'unreadable' ? ['The policy cannot be read, so all writes are blocked.'] : toLines(org.label, now)),
    `Type ${org.label} to continue:`,
  ];
  const name = confirmOrg ?? (await prompt?.ask(question, task.signal));
  if (name === undefined) {
    const how = `To confirm, add --confirm-org ${shellWord(org.label)}.`;
    throw new SalesforceError('policy.unconfirmed', { org: org.label, what, how });
  }
  if (![org.label, org.username].includes(name.trim()))
    throw new SalesforceError('policy.wrongName', { org: org.label, what });
}

/** Resetting a policy that limits anything counts as loosening, because the default may limit less. */
const loosens = (before: OrgPolicy, after: OrgPolicy | undefined): boolean =>
  after ? isLooser(after, before) : before.access !== 'full' || before.maxRows !== undefined || hasLists(before);

const hasLists = ({ allowObjects, denyObjects }: OrgPolicy): boolean =>
  allowObjects !== undefined || denyObjects !== undefined;

const meanings: Readonly<Record<Access, string>> = {
  full: 'only deletions need confirmation',
  confirm: 'each write needs confirmation',
  readOnly: 'read-only',
};

function toLines(label: string, { access, maxRows, allowObjects, denyObjects }: OrgPolicy): readonly string[] {
  return [
    `${label}: ${meanings[access]} (${access}).`,
    ...(maxRows === undefined ? [] : [`At most ${rowsText(maxRows)} per write.`]),
    ...(allowObjects ? [`Allowed objects: ${allowObjects.join(', ')}.`] : []),
    ...(denyObjects ? [`Blocked objects: ${denyObjects.join(', ')}.`] : []),
  ];
}
