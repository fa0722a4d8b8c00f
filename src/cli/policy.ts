// `kinetic policy` and `kinetic writes`: which writes to an org this computer allows, and which it has sent.
import { isLooser, SalesforceError, type Access, type Core, type OrgPolicy, type WriteEntry } from '../core/core';
import type { ConsentWish, Prompt } from './consent';
import { count, rowsText } from './counts';
import { oneOf, number, badArgument, type Values } from './options';
import { messageOf } from './results';
import type { Console, Output, Session } from './session';

export interface PolicyWish {
  /** The rules to set; `default` resets all of them. */
  readonly change?: Partial<OrgPolicy> | 'default';
  readonly output: Output;
}

const levels: readonly Access[] = ['full', 'confirm', 'readOnly'];

export function toPolicyChange(values: Values): Pick<PolicyWish, 'change'> {
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
  { change, output }: PolicyWish,
  { core, org, console, task }: Session,
  { confirmOrg }: ConsentWish,
  prompt: Prompt,
): Promise<number> {
  const { policies } = core;
  if (change !== undefined) {
    const before = await policyBefore(core, org.orgId);
    const after = change === 'default' ? undefined : { ...(before ?? { access: 'confirm' }), ...change };
    if (!before || loosens(before, after)) {
      const text = `This loosens the policy of ${org.label}. Type ${org.label} to continue: `;
      const name = confirmOrg ?? (await prompt?.(text, task.signal));
      if (name === undefined)
        throw new SalesforceError('policy.unconfirmed', {
          org: org.label,
          what: 'loosen its policy',
          how: `To confirm, add --confirm-org ${org.label}.`,
        });
      if (![org.label, org.username].includes(name.trim()))
        throw new SalesforceError('policy.wrongName', { org: org.label, what: 'loosen its policy' });
    }
    await policies.set(org.orgId, after);
  }
  const now = await policies.of(org.orgId);
  await console.out(output.json ? `${JSON.stringify(now, null, 2)}\n` : toText(org.label, now));
  return 0;
}

/** Undefined when it cannot be read. An unreadable policy blocks all writes, so any other is looser. */
async function policyBefore({ policies }: Core, orgId: string): Promise<OrgPolicy | undefined> {
  try {
    return await policies.of(orgId);
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'policy.unreadable') return undefined;
    throw error;
  }
}

/** Resetting a policy that limits anything counts as loosening, because the default may limit less. */
const loosens = (before: OrgPolicy, after: OrgPolicy | undefined): boolean =>
  after ? isLooser(after, before) : before.access !== 'full' || before.maxRows !== undefined || hasLists(before);

const hasLists = ({ allowObjects, denyObjects }: OrgPolicy): boolean =>
  allowObjects !== undefined || denyObjects !== undefined;

const meanings: Readonly<Record<Access, string>> = {
  full: 'writes need no confirmation',
  confirm: 'each write needs confirmation',
  readOnly: 'read-only',
};

function toText(label: string, { access, maxRows, allowObjects, denyObjects }: OrgPolicy): string {
  const lines = [
    `${label}: ${meanings[access]} (${access}).`,
    ...(maxRows === undefined ? [] : [`At most ${rowsText(maxRows)} per write.`]),
    ...(allowObjects ? [`Allowed objects: ${allowObjects.join(', ')}.`] : []),
    ...(denyObjects ? [`Blocked objects: ${denyObjects.join(', ')}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export interface WritesWish {
  /** Only writes of the last days. */
  readonly days?: number;
  readonly output: Output;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Needs no org: it lists the write journal of this computer. */
export async function writes({ days, output }: WritesWish, core: Core, console: Console): Promise<number> {
  const filter = days === undefined ? {} : { since: Date.now() - days * dayMs };
  const entries = await core.writes.list(filter);
  if (output.json) await console.out(`${JSON.stringify(entries, null, 2)}\n`);
  else await console.out(entries.length === 0 ? 'No writes yet.\n' : entries.map(toLine).join(''));
  for (const error of await core.writes.unreadable(filter)) console.err.write(`${messageOf(error)}\n`);
  return 0;
}

function toLine({
  at,
  outcome,
  reason,
  operations,
  objects,
  rows,
  counts,
  orgLabel,
  user,
  program: by,
  startedBy,
  jobId,
}: WriteEntry): string {
  const what = [
    operations.join('+'),
    (objects ?? ['?']).join(',') || '-',
    rows === undefined ? 'rows unknown' : rowsText(rows),
  ];
  const result = counts
    ? `${count(counts.succeeded)} succeeded, ${count(counts.failed)} failed, ${count(counts.unprocessed)} unprocessed`
    : '';
  const words = [
    what.join(' '),
    result,
    reason ?? '',
    `${orgLabel} as ${user}`,
    startedBy === undefined ? `by ${by}` : `by ${startedBy} in ${by}`,
    jobId ? `job ${jobId}` : '',
  ];
  return `${new Date(at).toISOString()}  ${outcome.padEnd(9)}  ${words.filter(Boolean).join('  ')}\n`;
}
