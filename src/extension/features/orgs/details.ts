// The rows below an org: who is signed in and how, versions, when it ends, and how much of its allowances is used.
import { env, l10n } from 'vscode';
import type { Org } from '../../../core/core';
import { plain } from '../../host/markdown';
import { formatCount } from '../../words/quantities';
import type { Row } from '../../host/treeView';
import type { Known } from './facts';
import { accessIcons, accessInWords, narrowings, policySentence, type KnownPolicy } from './policy/words';
import { loginInWords } from './words';

/** A row below an org that is no org itself. */
export interface Detail {
  readonly org: Org;
  readonly row: Row;
}

export interface Seen {
  readonly known: Known | undefined;
  /** A practice org whose server is not running. */
  readonly stopped: boolean;
  readonly policy: KnownPolicy | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface Text {
  readonly label: string;
  readonly description?: string;
  readonly icon: string;
  readonly iconColor?: string;
  readonly tooltip?: string;
  readonly command?: Required<Row>['command'];
}

export function detailsOf(org: Org, seen: Seen): readonly Detail[] {
  const { known, stopped, now } = seen;
  const rows: readonly (readonly [string, Text | undefined])[] = [
    ['user', org.username === org.label ? undefined : userText(org)],
    ['policy', policyText(seen.policy)],
    ['login', loginText(org, known)],
    ['version', versionText(org, known)],
    ['end', endText(known, now)],
    ['obstacle', stopped ? startText() : obstacleText(known)],
    ...(stopped ? [] : limitTexts(known)),
  ];
  return rows.flatMap(([id, text]) => (text ? [{ org, row: toRow(`${org.orgId}/${id}`, text) }] : []));
}

const toRow = (id: string, text: Text): Row => ({
  ...text,
  id,
  context: ['detail'],
  spoken: [text.label, text.description].filter(Boolean).join(', '),
});

/** The last question was refused for want of a session. */
export const hasEnded = (known: Known | undefined): boolean => /^login\./.test(known?.facts.trouble?.code ?? '');

const userText = ({ username }: Org): Text => ({
  label: username,
  icon: 'account',
  tooltip: l10n.t('User: {0}', plain(username)),
});

function policyText(policy: KnownPolicy | undefined): Text | undefined {
  if (policy === undefined) return undefined;
  const access = policy === 'unreadable' ? 'readOnly' : policy.access;
  const limits = policy === 'unreadable' ? [l10n.t('the policy cannot be read')] : narrowings(policy);
  return {
    label: accessInWords(access),
    ...(limits.length > 0 && { description: limits.join(' · ') }),
    icon: accessIcons[access],
    tooltip: plain(policySentence(policy)),
    command: { id: 'kinetic.orgs.setPolicy', title: l10n.t('Set Org Policy…') },
  };
}

function loginText({ login }: Org, known: Known | undefined): Text {
  const how = loginInWords(login);
  if (!known) return { label: how, icon: 'key' };
  if (hasEnded(known)) return { label: how, description: l10n.t('has ended'), icon: 'key' };
  const [description, tooltip] = known.renewsItself
    ? [l10n.t('renews itself'), l10n.t('When the session ends, a new one is opened without asking.')]
    : [
        l10n.t('until the session ends'),
        l10n.t('When the session ends, a person has to sign in again. Salesforce does not tell when that is.'),
      ];
  return { label: how, description, icon: 'key', tooltip };
}

function versionText({ apiVersion }: Org, known: Known | undefined): Text {
  const newest = known?.facts.newestApiVersion;
  const isNewest = newest !== undefined && Number(newest) <= Number(apiVersion);
  return {
    label: l10n.t('API {0}', apiVersion),
    ...(newest !== undefined && {
      description: isNewest ? l10n.t('the newest here') : l10n.t('the org offers {0}', newest),
    }),
    icon: 'versions',
    tooltip: l10n.t('Requests use API version {0}. Sign in again to let the version be chosen anew.', apiVersion),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

function endText(known: Known | undefined, now: number): Text | undefined {
  const endsAt = known?.facts.endsAt;
  if (endsAt === undefined) return undefined;
  const date = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium' }).format(endsAt);
  const days = Math.ceil((endsAt - now) / dayMs);
  const description = new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' }).format(days, 'day');
  const tooltip = l10n.t('Salesforce deletes the org and everything in it after this day.');
  if (endsAt <= now) return { label: l10n.t('Ended {0}', date), description, icon: 'error', iconColor: red, tooltip };
  const isSoon = days <= 3;
  const icon = isSoon ? { icon: 'warning', iconColor: yellow } : { icon: 'calendar' };
  return { label: l10n.t('Ends {0}', date), description, tooltip, ...icon };
}

const red = 'list.errorForeground';
const yellow = 'list.warningForeground';

const startText = (): Text => ({
  label: l10n.t('Not running. Start it'),
  icon: 'play',
  tooltip: l10n.t('The practice org is a program on this machine, and it is not running.'),
  command: { id: 'kinetic.practice.start', title: l10n.t('Start the Practice Org') },
});

function obstacleText(known: Known | undefined): Text | undefined {
  if (!known) return { label: l10n.t('Asking Salesforce…'), icon: 'loading~spin' };
  const { obstacle } = known;
  if (!obstacle) return undefined;
  const { sentence, remedy } = obstacle;
  return {
    label: remedy ? `${remedy.label}: ${sentence}` : sentence,
    icon: 'warning',
    iconColor: yellow,
    tooltip: plain(sentence),
    ...(remedy && { command: { id: 'kinetic.orgs.remedy', title: remedy.label } }),
  };
}

function limitTexts(known: Known | undefined): readonly (readonly [string, Text])[] {
  const shown = [
    ['DailyApiRequests', l10n.t('API requests'), formatCount],
    ['DailyBulkApiBatches', l10n.t('Bulk batches'), formatCount],
    ['DataStorageMB', l10n.t('Data storage'), (value: number) => l10n.t('{0} MB', formatCount(value))],
  ] as const;
  return shown.flatMap(([name, title, format]) => {
    const limit = known?.facts.limits?.[name];
    return known && limit ? [[name, limitText(title, limit, { format, askedAt: known.askedAt })] as const] : [];
  });
}

/** The share comes first: a narrow side bar cuts the numbers off, not the meaning. */
function limitText(
  title: string,
  { max, remaining }: { readonly max: number; readonly remaining: number },
  { format, askedAt }: { readonly format: (value: number) => string; readonly askedAt: number },
): Text {
  const used = Math.max(max - remaining, 0);
  const share = max > 0 ? used / max : 1;
  const percent = new Intl.NumberFormat(env.language, { style: 'percent' }).format(Math.floor(share * 100) / 100);
  const amount = l10n.t('{0} of {1}', format(used), format(max));
  const state = share >= 1 ? l10n.t('used up') : share > 0.9 ? l10n.t('nearly used up') : undefined;
  const time = new Intl.DateTimeFormat(env.language, { timeStyle: 'short' }).format(askedAt);
  return {
    label: l10n.t('{0}: {1}', title, percent),
    description: [...(state ? [state] : []), amount].join(' · '),
    icon: share >= 1 ? 'error' : share > 0.9 ? 'warning' : 'dashboard',
    ...(state && { iconColor: share >= 1 ? red : yellow }),
    tooltip: l10n.t('{0}: {1} used, as of {2}', title, amount, time),
  };
}
