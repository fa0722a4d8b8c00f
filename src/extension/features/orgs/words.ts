// The texts about an org: its kind, its row in the Orgs view, the status bar item.
import { l10n } from 'vscode';
import type { KnownPolicy, Org, OrgKind } from '../../../core/core';
import { bold, paragraphs, plain } from '../../host/markdown';
import type { StatusText } from '../../host/statusBar';
import type { Row } from '../../host/treeView';
import { isReadOnly, policySentence, policyWord } from './policy/words';

export function kindInWords(kind: OrgKind): string {
  switch (kind) {
    case 'production':
      return l10n.t('Production');
    case 'sandbox':
      return l10n.t('Sandbox');
    case 'scratch':
      return l10n.t('Scratch org');
    case 'developer':
      return l10n.t('Developer org');
    case 'practice':
      return l10n.t('Practice');
  }
}

const kindIcons: Readonly<Record<OrgKind, string>> = {
  production: 'globe',
  sandbox: 'beaker',
  scratch: 'note',
  developer: 'code',
  practice: 'mortar-board',
};

export function loginInWords(login: Org['login']): string {
  switch (login) {
    case 'accessToken':
      return l10n.t('Access token');
    case 'web':
      return l10n.t('Browser');
    case 'cli':
      return l10n.t('Salesforce CLI');
    case 'jwt':
      return l10n.t('JWT');
    case 'clientCredentials':
      return l10n.t('Client credentials');
    case 'password':
      return l10n.t('Username and password (legacy)');
    case 'practice':
      return l10n.t('Practice org');
  }
}

export interface RowState {
  readonly current: boolean;
  /** A practice org whose server is not running. */
  readonly stopped: boolean;
  /** Salesforce rejected the last request because the session has ended. */
  readonly signedOut: boolean;
  /** Names of the folders that use this org while the window uses another. */
  readonly folders: readonly string[];
  readonly policy: KnownPolicy | undefined;
}

/** Production keeps its own icon when it is current: a check mark would look as if writing were safe. */
function orgIcon({ kind }: Org, { current, stopped, signedOut, policy }: RowState): string {
  if (stopped || signedOut) return 'debug-disconnect';
  if (isReadOnly(policy)) return 'lock';
  return current && kind !== 'production' ? 'pass-filled' : kindIcons[kind];
}

function stateWords(isProduction: boolean, state: RowState): readonly string[] {
  const { current, stopped, signedOut, policy } = state;
  return [
    policyWord(policy, isProduction) ?? '',
    ...(current ? [l10n.t('current')] : []),
    ...(stopped ? [l10n.t('not running')] : []),
    ...(signedOut ? [l10n.t('sign in again')] : []),
  ].filter(Boolean);
}

export function orgRow(org: Org, state: RowState): Row {
  const { current, stopped, signedOut, folders } = state;
  const isProduction = org.kind === 'production';
  const kind = kindInWords(org.kind);
  const purpose = folders.length > 0 ? [l10n.t('for {0}', folders.join(', '))] : [];
  const more = stateWords(isProduction, state);
  const words = [kind, ...purpose, ...more];
  // A narrow side bar cuts off the end of a row, so “Production” comes first.
  const label = isProduction ? `${kind} · ${org.label}` : org.label;
  const description = [...purpose, ...(isProduction ? [] : [kind]), ...more].join(' · ');
  return {
    id: org.orgId,
    label,
    ...(description !== '' && { description }),
    icon: orgIcon(org, state),
    ...(isProduction ? { iconColor: 'charts.red' } : current && !stopped && { iconColor: 'charts.green' }),
    ...(current && { badge: { text: '✓', tooltip: l10n.t('Current org') } }),
    tooltip: paragraphs(
      bold(org.label),
      ...[
        words.join(' · '),
        l10n.t('User: {0}', org.username),
        l10n.t('Instance URL: {0}', org.instanceUrl),
        l10n.t('API version: {0}', org.apiVersion),
        l10n.t('Signed in with: {0}', loginInWords(org.login)),
        ...(state.policy ? [l10n.t('Policy: {0}', policySentence(state.policy))] : []),
      ].map(plain),
    ),
    context: [
      ...['org', org.kind],
      ...(current ? ['current'] : []),
      ...(stopped ? ['stopped'] : []),
      ...(signedOut ? ['signedOut'] : []),
    ],
    children: 'collapsed',
    spoken: `${org.label}, ${words.join(', ')}, ${org.username}`,
  };
}

export interface OrgSituation {
  /** Number of orgs. */
  readonly count: number;
  /** A practice org whose server is not running. */
  readonly stopped: boolean;
  readonly policy?: KnownPolicy | undefined;
}

export function orgStatus(org: Org | undefined, { count, stopped, policy }: OrgSituation): StatusText | undefined {
  if (count === 0) return undefined;
  if (!org) {
    const text = l10n.t('No current org');
    return { icon: 'cloud', text, tooltip: [l10n.t('Choose the org to work with')], spoken: text };
  }
  const kind = kindInWords(org.kind);
  const readOnly = isReadOnly(policy);
  const name = readOnly ? l10n.t('{0} (read-only)', org.label) : org.label;
  const tooltip = [
    l10n.t('Current org: {0} ({1}, {2}). Click to choose another.', org.label, kind, org.username),
    ...(policy ? [l10n.t('Policy: {0}', policySentence(policy))] : []),
  ];
  const spoken = l10n.t('Current org: {0}, {1}', name, kind);
  if (org.kind === 'production') {
    const text = l10n.t('PRODUCTION: {0}', name);
    return { icon: readOnly ? 'lock' : 'warning', text, tooltip, spoken, background: 'statusBarItem.errorBackground' };
  }
  if (stopped) {
    const text = l10n.t('{0} (not running)', org.label);
    return { icon: 'debug-disconnect', text, tooltip, spoken, background: 'statusBarItem.warningBackground' };
  }
  return { icon: readOnly ? 'lock' : 'cloud', text: name, tooltip, spoken };
}
