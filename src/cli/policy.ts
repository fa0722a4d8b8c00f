// `kinetic policy` and `kinetic writes`: what may be written to an org from this computer, and what was.
import { SalesforceError, type Access, type Core, type OrgPolicy, type WriteEntry } from '../core/core';
import type { ConsentWish, Prompt } from './consent';
import { oneOf, number, refuse, type Values } from './options';
import type { Console, Output, Session } from './session';

export interface PolicyWish {
  /** What changes; `default` drops the rest. */
  readonly change?: Partial<OrgPolicy> | 'default';
  readonly output: Output;
}

const levels: readonly Access[] = ['full', 'confirm', 'readOnly'];

export function toPolicyChange(values: Values): Pick<PolicyWish, 'change'> {
  const { access, allow, deny, default: isDefault } = values;
  const change: Partial<OrgPolicy> = {
    ...(access !== undefined && { access: oneOf('--access', access, levels) }),
    ...number('maxRows', values['max-rows']),
    ...(allow && { allowObjects: toNames(allow) }),
    ...(deny && { denyObjects: toNames(deny) }),
  };
  const isChange = Object.keys(change).length > 0;
  if (isDefault && isChange) throw refuse('--default takes every rule back; give it alone.');
  return isDefault ? { change: 'default' } : isChange ? { change } : {};
}

const toNames = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.split(',')).map((name) => name.trim());

/** Loosening is a person's decision: it wants the org's name, from --confirm-org or the terminal. */
export async function policy(
  { change, output }: PolicyWish,
  { core, org, console, task }: Session,
  { confirmOrg }: ConsentWish,
  prompt: Prompt,
): Promise<number> {
  const { policies } = core;
  if (change !== undefined) {
    const before = await knownPolicy(core, org.orgId);
    const after = change === 'default' ? undefined : { ...(before ?? { access: 'confirm' }), ...change };
    if (!before || isLooser(before, after)) {
      const text = `This loosens the policy of ${org.label}. Type ${org.label} to go on: `;
      const name = confirmOrg ?? (await prompt?.(text, task.signal));
      if (name === undefined)
        throw new SalesforceError('policy.unconfirmed', {
          org: org.label,
          what: 'loosen its policy',
          how: `Add --confirm-org ${org.label} to do it.`,
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

/** Undefined when it cannot be read: whatever comes after it is looser than nothing. */
async function knownPolicy({ policies }: Core, orgId: string): Promise<OrgPolicy | undefined> {
  try {
    return await policies.of(orgId);
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'policy.unreadable') return undefined;
    throw error;
  }
}

/** Whether anything may be done after it that could not be done before. */
function isLooser(before: OrgPolicy, after: OrgPolicy | undefined): boolean {
  if (!after) return before.access !== 'full' || before.maxRows !== undefined || hasLists(before);
  const lower = (names: readonly string[] | undefined): readonly string[] | undefined =>
    names?.map((name) => name.toLowerCase());
  const allowed = lower(before.allowObjects);
  const denied = lower(after.denyObjects) ?? [];
  return (
    levels.indexOf(after.access) < levels.indexOf(before.access) ||
    (after.maxRows ?? Infinity) > (before.maxRows ?? Infinity) ||
    (allowed !== undefined && !(lower(after.allowObjects)?.every((name) => allowed.includes(name)) ?? false)) ||
    !(lower(before.denyObjects) ?? []).every((name) => denied.includes(name))
  );
}

const hasLists = ({ allowObjects, denyObjects }: OrgPolicy): boolean =>
  allowObjects !== undefined || denyObjects !== undefined;

const meanings: Readonly<Record<Access, string>> = {
  full: 'may be written to without a question',
  confirm: 'is written to only when a person agrees',
  readOnly: 'is read-only',
};

function toText(label: string, { access, maxRows, allowObjects, denyObjects }: OrgPolicy): string {
  const lines = [
    `${label} ${meanings[access]} (${access}).`,
    ...(maxRows === undefined
      ? []
      : [`At most ${maxRows === 1 ? '1 row' : `${maxRows.toLocaleString('en-US')} rows`} at once.`]),
    ...(allowObjects ? [`Only these objects: ${allowObjects.join(', ')}.`] : []),
    ...(denyObjects ? [`Never these objects: ${denyObjects.join(', ')}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export interface WritesWish {
  /** Only those of the last so many days. */
  readonly days?: number;
  readonly output: Output;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Needs no org: the journal of this computer is shown. */
export async function writes({ days, output }: WritesWish, core: Core, console: Console): Promise<number> {
  const entries = await core.writes.list(days === undefined ? {} : { since: Date.now() - days * dayMs });
  if (output.json) await console.out(`${JSON.stringify(entries, null, 2)}\n`);
  else await console.out(entries.length === 0 ? 'Nothing was written yet.\n' : entries.map(toLine).join(''));
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
    rows === undefined ? '? rows' : rows === 1 ? '1 row' : `${rows} rows`,
  ];
  const result = counts ? `${counts.succeeded} ok, ${counts.failed} failed, ${counts.unprocessed} unprocessed` : '';
  const words = [
    what.join(' '),
    result,
    reason ?? '',
    `${orgLabel} as ${user}`,
    startedBy === undefined ? `by ${by}` : `by ${startedBy} in ${by}`,
    jobId ? `job ${jobId}` : '',
  ];
  return `${new Date(at).toISOString()}  ${outcome.padEnd(8)}  ${words.filter(Boolean).join('  ')}\n`;
}
