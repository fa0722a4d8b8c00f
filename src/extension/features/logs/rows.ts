// How debug logs, and what a search found in them, are shown in the tree.
import { l10n } from 'vscode';
import type { DebugLog, LogFilter, LogMatches, Org } from '../../../core/core';
import { bold, indented, paragraphs, plain, type Markdown } from '../../host/markdown';
import { formatBytes, formatCount, formatStart } from '../../words/quantities';
import type { LineNode, LogNode, LogsNode, MoreNode, Search } from './nodes';

/** Words of `viewItem` for the extensions that can open a log. */
export type Openers = readonly ('analyzer' | 'replay')[];

export function logNode(log: DebugLog, org: Org, openers: Openers): LogNode {
  const words = [log.userName, statusOf(log), ...figuresOf(log), formatStart(log.startedAt)];
  return {
    org,
    log,
    row: {
      id: `log/${org.orgId}/${log.logId}`,
      label: titleOf(log),
      description: words.join(' · '),
      icon: isFailed(log) ? 'error' : 'output',
      ...(isFailed(log) && { iconColor: 'list.errorForeground' }),
      context: ['log', ...openers],
      command: { id: 'kinetic.logs.open', title: l10n.t('Open Log') },
      spoken: [titleOf(log), ...words].join(', '),
    },
  };
}

const titleOf = ({ operation, request }: DebugLog): string => operation || request || l10n.t('Log');

const isFailed = ({ status }: DebugLog): boolean => status !== 'Success';

/** The first line: the message of an exception can have several. */
const statusOf = ({ status }: DebugLog): string => status.split('\n')[0] ?? '';

const figuresOf = ({ sizeBytes, durationMs }: DebugLog): readonly string[] => [
  formatBytes(sizeBytes),
  l10n.t('{0} ms', formatCount(durationMs)),
];

/** Most of a preview that a person reads; a line of a log can be very long. */
const previewLines = 12;
const previewCharacters = 110;

export function logTooltip(log: DebugLog, head: string | undefined): Markdown {
  const facts = [log.userName, ...figuresOf(log), new Date(log.startedAt).toLocaleString(), log.logId];
  const lines = (head ?? '').split(/\r?\n/).slice(0, previewLines);
  return paragraphs(
    bold(titleOf(log)),
    plain(log.status),
    plain(facts.join(' · ')),
    ...(head ? [indented(lines.map((line) => cut(line)))] : []),
  );
}

const cut = (line: string): string => (line.length > previewCharacters ? `${line.slice(0, previewCharacters)}…` : line);

export const filterInWords = ({ user, operation, status, text }: LogFilter): string =>
  [text, user, operation, status].filter((word) => word !== undefined).join(' · ');

export const nothingFound = (org: Org, filter: LogFilter): LogsNode => ({
  row: {
    id: `log/${org.orgId}/none`,
    label: l10n.t('No matching logs'),
    description: filterInWords(filter),
    icon: 'filter',
    context: ['logNone'],
    command: { id: 'kinetic.logs.clearFilter', title: l10n.t('Show All Debug Logs') },
    spoken: l10n.t('No matching logs'),
  },
});

export const moreNode = (org: Org, showMore: () => unknown): MoreNode => ({
  showMore,
  row: {
    id: `log/${org.orgId}/more`,
    label: l10n.t('Show More…'),
    icon: 'ellipsis',
    context: ['more'],
    command: { id: 'kinetic.logs.showMore', title: l10n.t('Show More') },
    spoken: l10n.t('Show More…'),
  },
});

export function searchNode(search: Search, org: Org, openers: Openers): LogsNode {
  const { text, matches, isRunning } = search;
  const count = matches.length === 1 ? l10n.t('1 log') : l10n.t('{0} logs', formatCount(matches.length));
  const words = isRunning ? [count, l10n.t('searching…')] : [count];
  return {
    children: () => matches.map((match) => foundNode(match, org, openers)),
    row: {
      id: `search/${org.orgId}/${text}`,
      label: l10n.t('“{0}”', text),
      description: words.join(' · '),
      icon: 'search',
      context: ['logSearch'],
      children: 'expanded',
      spoken: [l10n.t('Search results for {0}', text), ...words].join(', '),
    },
  };
}

function foundNode({ log, path, lines, hasMore }: LogMatches, org: Org, openers: Openers): LogNode {
  const count = hasMore
    ? l10n.t('more than {0} lines', lines.length)
    : lines.length === 1
      ? l10n.t('1 line')
      : l10n.t('{0} lines', lines.length);
  const { row } = logNode(log, org, openers);
  const words = [count, log.userName, formatStart(log.startedAt)];
  return {
    org,
    log,
    children: () => lines.map((found) => lineNode(path, found, log)),
    row: {
      ...row,
      id: `found/${org.orgId}/${log.logId}`,
      description: words.join(' · '),
      children: 'collapsed',
      spoken: [row.label, ...words].join(', '),
    },
  };
}

const lineNode = (path: string, found: LineNode['found'], { logId }: DebugLog): LineNode => ({
  path,
  found,
  row: {
    id: `line/${logId}/${found.line}`,
    label: found.text,
    description: l10n.t('line {0}', formatCount(found.line)),
    tooltip: indented([found.text]),
    context: ['logLine'],
    command: { id: 'kinetic.logs.open', title: l10n.t('Open Log') },
    spoken: l10n.t('line {0}: {1}', found.line, found.text),
  },
});
