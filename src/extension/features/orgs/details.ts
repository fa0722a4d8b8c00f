// The rows below an org: its user, policy, login, API version and end date, and how much of its limits is used.
import { env, l10n } from 'vscode';
import type { KnownPolicy, Org } from '../../../core/core';
import { plain, type Markdown } from '../../host/markdown';
import { formatCount } from '../../words/quantities';
import type { Row } from '../../host/treeView';
import { hasEnded, type CachedFacts } from './facts';
import { accessIcons, accessInWords, limitsInWords, policySentence } from './policy/words';
import { loginInWords } from './words';

/** A row below an org. */
export interface Detail {
  readonly org: Org;
  readonly row: Row;
}

export interface OrgDetails {
  readonly cached: CachedFacts | undefined;
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
  readonly tooltip?: Markdown;
  readonly command?: Required<Row>['command'];
}

export function detailsOf(org: Org, details: OrgDetails): readonly Detail[] {
  const { cached, stopped, now } = details;
  const rows: readonly (readonly [string, Text | undefined])[] = [
    ['user', org.username === org.label ? undefined : userText(org)],
    ['policy', policyText(details.policy)],
    ['login', loginText(org, cached)],
    ['version', versionText(org, cached)],
    ['end', endText(cached, now)],
    ['problem', stopped ? startText() : problemText(cached)],
    ...(stopped ? [] : limitTexts(cached)),
  ];
  return rows.flatMap(([id, text]) => (text ? [{ org, row: toRow(`${org.orgId}/${id}`, text) }] : []));
}

const toRow = (id: string, text: Text): Row => ({
  ...text,
  id,
  context: ['detail'],
  spoken: [text.label, text.description].filter(Boolean).join(', '),
});

const userText = ({ username }: Org): Text => ({
  label: username,
  icon: 'account',
  tooltip: plain(l10n.t('User: {0}', username)),
});

function policyText(policy: KnownPolicy | undefined): Text | undefined {
  if (policy === undefined) return undefined;
  const access = policy === 'unreadable' ? 'readOnly' : policy.access;
  const limits = policy === 'unreadable' ? [l10n.t('the policy cannot be read')] : limitsInWords(policy);
  return {
    label: accessInWords(access),
    ...(limits.length > 0 && { description: limits.join(' · ') }),
    icon: accessIcons[access],
    tooltip: plain(policySentence(policy)),
    command: { id: 'kinetic.orgs.setPolicy', title: l10n.t('Set Org Policy…') },
  };
}

function loginText({ login }: Org, cached: CachedFacts | undefined): Text {
  const how = loginInWords(login);
  if (!cached) return { label: how, icon: 'key' };
  if (hasEnded(cached)) return { label: how, description: l10n.t('session ended'), icon: 'key' };
  const [description, tooltip] = cached.renewsItself
    ? [l10n.t('renewed automatically'), l10n.t('When the session ends, Kinetic starts a new one automatically.')]
    : [
        l10n.t('until the session ends'),
        l10n.t('When the session ends, you must sign in again. Salesforce does not say when that will be.'),
      ];
  return { label: how, description, icon: 'key', tooltip: plain(tooltip) };
}

function versionText({ apiVersion }: Org, cached: CachedFacts | undefined): Text {
  const newest = cached?.facts.newestApiVersion;
  const isNewest = newest !== undefined && Number(newest) <= Number(apiVersion);
  return {
    label: l10n.t('API {0}', apiVersion),
    ...(newest !== undefined && {
      description: isNewest ? l10n.t('newest in this org') : l10n.t('{0} is available', newest),
    }),
    icon: 'versions',
    tooltip: plain(l10n.t('Requests use API version {0}. Sign in again to use the newest version.', apiVersion)),
  };
}

const dayMs = 24 * 60 * 60 * 1000;

function endText(cached: CachedFacts | undefined, now: number): Text | undefined {
  const expiresAt = cached?.facts.expiresAt;
  if (expiresAt === undefined) return undefined;
  const date = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium' }).format(expiresAt);
  const days = Math.ceil((expiresAt - now) / dayMs);
  const description = new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' }).format(days, 'day');
  const tooltip = plain(l10n.t('Salesforce deletes the org and all its data after this date.'));
  if (expiresAt <= now)
    return { label: l10n.t('Ended {0}', date), description, icon: 'error', iconColor: red, tooltip };
  const isSoon = days <= 3;
  const icon = isSoon ? { icon: 'warning', iconColor: yellow } : { icon: 'calendar' };
  return { label: l10n.t('Ends {0}', date), description, tooltip, ...icon };
}

const red = 'list.errorForeground';
const yellow = 'list.warningForeground';

const startText = (): Text => ({
  label: l10n.t('Start Practice Org'),
  description: l10n.t('not running'),
  icon: 'play',
  tooltip: plain(l10n.t('The practice org is a program on this computer. It is not running.')),
  command: { id: 'kinetic.practice.start', title: l10n.t('Start Practice Org') },
});

function problemText(cached: CachedFacts | undefined): Text | undefined {
  if (!cached) return { label: l10n.t('Waiting for Salesforce…'), icon: 'loading~spin' };
  const { problem } = cached;
  if (!problem) return undefined;
  const { sentence, remedy } = problem;
  return {
    label: remedy ? `${remedy.label}: ${sentence}` : sentence,
    icon: 'warning',
    iconColor: yellow,
    tooltip: plain(sentence),
    ...(remedy && { command: { id: 'kinetic.orgs.remedy', title: remedy.label } }),
  };
}

function limitTexts(cached: CachedFacts | undefined): readonly (readonly [string, Text])[] {
  const shown = [
    ['DailyApiRequests', l10n.t('API requests'), formatCount],
    ['DailyBulkApiBatches', l10n.t('Bulk API batches'), formatCount],
    ['DataStorageMB', l10n.t('Data storage'), (value: number) => l10n.t('{0} MB', formatCount(value))],
  ] as const;
  return shown.flatMap(([name, title, format]) => {
    const limit = cached?.facts.limits?.[name];
    return cached && limit ? [[name, limitText(title, limit, { format, askedAt: cached.askedAt })] as const] : [];
  });
}

/** The percentage comes first, because a narrow side bar cuts off the end of a row. */
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
    tooltip: plain(l10n.t('{0}: {1} used, as of {2}', title, amount, time)),
  };
}
