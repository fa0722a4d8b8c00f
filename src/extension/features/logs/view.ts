// What the Debug Logs view shows: the logs of the current org, page by page, and what a search found.
import { l10n } from 'vscode';
import type { DebugLog, DebugLogs, LogFilter, LogMatches, LogPlace } from '../../../core/core';
import type { Markdown } from '../../host/markdown';
import { withTask } from '../../host/task';
import type { LogsDeps } from './deps';
import { isLogNode, type LogsNode, type Search } from './nodes';
import { openers } from './openers';
import { filterInWords, logNode, logTooltip, moreNode, nothingFound, searchNode } from './rows';

export interface LogsView {
  readonly roots: () => Promise<readonly LogsNode[]>;
  readonly tooltip: (node: LogsNode, signal: AbortSignal) => Promise<Markdown | undefined>;
  /** What is shown beside the title of the view. */
  readonly description: () => string;
  readonly filter: () => LogFilter;
  readonly setFilter: (filter: LogFilter) => void;
  readonly refresh: () => void;
  /** Logs that came while they are collected, oldest first. */
  readonly add: (orgId: string, fresh: readonly DebugLog[]) => void;
  /** Takes the results as they are found. */
  readonly beginSearch: (orgId: string, text: string) => ShownSearch;
  readonly clearSearch: () => void;
}

export interface ShownSearch {
  readonly found: (match: LogMatches) => void;
  readonly end: () => void;
}

interface Parts extends Pick<LogsDeps, 'core' | 'currentOrg'> {
  readonly redraw: () => void;
}

/** The logs that were read so far. */
interface List {
  readonly orgId: string;
  readonly logs: readonly DebugLog[];
  readonly next: LogPlace | undefined;
}

const pageLogs = 100;
/** Enough for the lines of a tooltip. */
const headBytes = 4096;
/** A search of many logs finds more than can be drawn one by one. */
const redrawMs = 300;

export function createLogsView({ core, currentOrg, redraw }: Parts): LogsView {
  let filter: LogFilter = {};
  const logsOf: LogsOf = async (orgId) => (await (await core()).org(orgId)).logs;
  const list = createList({ logsOf, filter: () => filter, redraw });
  const search = createSearch(redraw);
  const isFiltered = (): boolean => filterInWords(filter) !== '';
  return {
    roots: async () => {
      const org = await currentOrg();
      if (!org) return [];
      const found = await list.read(org.orgId);
      const known = openers();
      const nodes = found.logs.map((log) => logNode(log, org, known));
      const more = found.next ? [moreNode(org, () => list.readMore(found))] : [];
      const none = nodes.length === 0 && isFiltered() ? [nothingFound(org, filter)] : [];
      const results = search.of(org.orgId).map((one) => searchNode(one, org, known));
      return [...results, ...none, ...nodes, ...more];
    },
    tooltip: createTooltips(logsOf),
    description: () => filterInWords(filter),
    filter: () => filter,
    setFilter: (next) => {
      filter = next;
      list.refresh();
    },
    refresh: list.refresh,
    // What the filter lets through, only Salesforce knows.
    add: (orgId, fresh) => (isFiltered() ? list.refresh() : list.add(orgId, fresh)),
    beginSearch: search.begin,
    clearSearch: search.clear,
  };
}

type LogsOf = (orgId: string) => Promise<DebugLogs>;

interface ListParts {
  readonly logsOf: LogsOf;
  readonly filter: () => LogFilter;
  readonly redraw: () => void;
}

/** The list is kept until it is refreshed, because the view is redrawn often. */
function createList({ logsOf, filter, redraw }: ListParts) {
  let current: { readonly orgId: string; readonly read: Promise<List> } | undefined;
  const fetchPage = async (orgId: string, before?: List): Promise<List> => {
    const logs = await logsOf(orgId);
    const shown = { title: l10n.t('Debug Logs'), where: 'view:kinetic.logs' } as const;
    const page = await withTask(shown, (task) => logs.list(filter(), { pageLogs, after: before?.next }, task));
    return { orgId, logs: [...(before?.logs ?? []), ...page.logs], next: page.next };
  };
  const set = (orgId: string, read: Promise<List>): Promise<List> => {
    current = { orgId, read };
    return read;
  };
  return {
    read: (orgId: string): Promise<List> => (current?.orgId === orgId ? current.read : set(orgId, fetchPage(orgId))),
    readMore: async (before: List): Promise<void> => {
      const more = await fetchPage(before.orgId, before);
      void set(before.orgId, Promise.resolve(more));
      redraw();
    },
    refresh: (): void => {
      current = undefined;
      redraw();
    },
    add: (orgId: string, fresh: readonly DebugLog[]): void => {
      if (current?.orgId !== orgId) return;
      void set(orgId, withFresh(current.read, fresh));
      redraw();
    },
  };
}

async function withFresh(read: Promise<List>, fresh: readonly DebugLog[]): Promise<List> {
  const before = await read;
  const known = new Set(before.logs.map(({ logId }) => logId));
  return { ...before, logs: [...fresh.filter(({ logId }) => !known.has(logId)).reverse(), ...before.logs] };
}

function createTooltips(logsOf: LogsOf): LogsView['tooltip'] {
  const heads = new Map<string, string>();
  return async (node, signal) => {
    if (!isLogNode(node)) return undefined;
    const { log, org } = node;
    const known = heads.get(log.logId);
    if (known !== undefined || log.sizeBytes === 0) return logTooltip(log, known);
    const logs = await logsOf(org.orgId);
    // A log that was deleted meanwhile still has its facts.
    const head = await logs.head(log.logId, headBytes, { signal, progress: () => undefined }).catch(() => undefined);
    if (head !== undefined) heads.set(log.logId, head);
    return logTooltip(log, head);
  };
}

function createSearch(redraw: () => void) {
  let shown: (Search & { readonly orgId: string }) | undefined;
  return {
    of: (orgId: string): readonly Search[] => (shown?.orgId === orgId ? [shown] : []),
    begin: (orgId: string, text: string): ShownSearch => {
      const matches: LogMatches[] = [];
      let drawnAt = 0;
      const show = (isRunning: boolean): void => {
        shown = { orgId, text, matches: [...matches], isRunning };
        drawnAt = Date.now();
        redraw();
      };
      show(true);
      return {
        found: (match) => {
          matches.push(match);
          if (Date.now() - drawnAt > redrawMs) show(true);
        },
        end: () => show(false),
      };
    },
    clear: (): void => {
      shown = undefined;
      redraw();
    },
  };
}
