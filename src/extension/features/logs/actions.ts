// The commands on debug logs: open, filter, search, delete, hand over to another extension.
import { commands, env, l10n, Position, Range, Uri } from 'vscode';
import type { DebugLog, DebugLogs, LogFilter, Org } from '../../../core/core';
import { showInfo, showWarning } from '../../host/messages';
import { askText, back } from '../../host/pick';
import { withTask } from '../../host/task';
import type { Handler, HandlersOf } from '../../../shared/manifest';
import type { Collecting } from './collect';
import type { LogsDeps } from './deps';
import type { manifest } from './manifest';
import { isLineNode, isLogNode, isMoreNode, type LogNode } from './nodes';
import { openWith, type Opener } from './openers';
import type { LogsView } from './view';

interface Parts extends LogsDeps {
  readonly view: LogsView;
  readonly collecting: Collecting;
}

export function createActions(parts: Parts): HandlersOf<typeof manifest> {
  const { view } = parts;
  const logsOf = async (org: Org): Promise<DebugLogs> => (await (await parts.core()).org(org.orgId)).logs;
  const openerOf =
    (opener: Opener): Handler =>
    async (node) => {
      if (isLogNode(node)) await openWith(opener, await save(node, await logsOf(node.org), parts.folder));
    };
  return {
    ...collectActions(parts, logsOf),
    'kinetic.logs.search': async () => {
      const org = await chooseOrg(l10n.t('Search in All Logs'), parts);
      if (org) await search(org, await logsOf(org), parts);
    },
    'kinetic.logs.clearSearch': () => view.clearSearch(),
    'kinetic.logs.filter': async () => {
      const { askFilter } = await import('./askFilter');
      const filter = await askFilter(view.filter());
      if (filter) view.setFilter(filter);
      await commands.executeCommand('kinetic.logs.focus');
    },
    'kinetic.logs.clearFilter': () => view.setFilter({}),
    'kinetic.logs.refresh': async () => {
      view.refresh();
      await commands.executeCommand('kinetic.logs.focus');
    },
    'kinetic.logs.showMore': async (node) => {
      if (isMoreNode(node)) await node.showMore();
    },
    'kinetic.logs.open': async (node) => {
      if (isLineNode(node)) await open(node.path, node.found.line);
      else if (isLogNode(node)) await open(await save(node, await logsOf(node.org), parts.folder), 1);
    },
    'kinetic.logs.openAnalyzer': openerOf('analyzer'),
    'kinetic.logs.replay': openerOf('replay'),
    'kinetic.logs.copyId': (node) => (isLogNode(node) ? env.clipboard.writeText(node.log.logId) : undefined),
    'kinetic.logs.delete': async (node, selected) => {
      const nodes = (Array.isArray(selected) && selected.length > 1 ? selected : [node]).filter(isLogNode);
      const [first] = nodes;
      if (!first) return;
      const ids = nodes.map(({ log }) => log.logId);
      await remove(ids, first.org, parts);
    },
    'kinetic.logs.deleteAll': async () => {
      const org = await chooseOrg(l10n.t('Delete All Logs'), parts);
      if (!org) return;
      const ids = await allIds(view.filter(), org, await logsOf(org));
      if (ids.length === 0) void showInfo(l10n.t('There are no debug logs to delete in {0}.', org.label));
      else await remove(ids, org, parts);
    },
  };
}

type CollectAction = 'kinetic.logs.collect' | 'kinetic.logs.collectOfUser' | 'kinetic.logs.stop';

function collectActions(
  parts: Parts,
  logsOf: (org: Org) => Promise<DebugLogs>,
): Pick<HandlersOf<typeof manifest>, CollectAction> {
  const { collecting } = parts;
  return {
    'kinetic.logs.collect': async () => {
      const org = await chooseOrg(l10n.t('Start Collecting Logs'), parts);
      if (!org) return;
      await collecting.start(org);
      await commands.executeCommand('kinetic.logs.focus');
    },
    'kinetic.logs.collectOfUser': async () => {
      const org = await chooseOrg(l10n.t('Start Collecting Logs of a User'), parts);
      if (!org) return;
      const { askTrace } = await import('./askTrace');
      const who = await askTrace(org, await logsOf(org));
      if (!who) return;
      await collecting.start(org, who);
      await commands.executeCommand('kinetic.logs.focus');
    },
    'kinetic.logs.stop': () => collecting.stop(),
  };
}

/** Undefined when the question is answered with Back. */
async function chooseOrg(title: string, { currentOrg, pickOrg, ensureRunning }: Parts): Promise<Org | undefined> {
  const org = (await currentOrg()) ?? (await pickOrg({ title, canGoBack: false }));
  return org === back ? undefined : ensureRunning(org);
}

async function save({ log }: LogNode, logs: DebugLogs, folder: string): Promise<string> {
  const title = l10n.t('Loading the log…');
  return withTask({ title, where: 'notification' }, (task) => logs.save(log, folder, task));
}

/** VS Code reads the file itself: extensions cannot open a document of more than 50 MB. */
async function open(path: string, line: number): Promise<void> {
  const at = new Position(line - 1, 0);
  await commands.executeCommand('vscode.open', Uri.file(path), { selection: new Range(at, at), preview: true });
  await commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}

async function search(org: Org, logs: DebugLogs, { view, folder }: Parts): Promise<void> {
  const text = await askText(
    { title: l10n.t('Search in All Logs of {0}', org.label), canGoBack: false },
    {
      prompt: l10n.t('Text to find. Logs that were not opened before are loaded from Salesforce.'),
      placeholder: l10n.t('For example: NullPointerException'),
      check: (value) => (value === '' ? l10n.t('Enter the text to find.') : undefined),
    },
  );
  if (text === back) return;
  await commands.executeCommand('kinetic.logs.focus');
  const shown = view.beginSearch(org.orgId, text);
  let found = 0;
  try {
    await withTask(
      { title: l10n.t('Searching in the logs of {0}…', org.label), where: 'notification' },
      async (task) => {
        for await (const match of logs.search({ text, filter: view.filter() }, folder, task)) {
          found += 1;
          shown.found(match);
        }
      },
    );
  } finally {
    shown.end();
  }
  if (found === 0) void showInfo(l10n.t('No debug log of {0} has the text “{1}”.', org.label, text));
}

async function allIds(filter: LogFilter, org: Org, logs: DebugLogs): Promise<readonly string[]> {
  const title = l10n.t('Reading the list of logs of {0}…', org.label);
  return withTask({ title, where: 'notification' }, async (task) => {
    const all: DebugLog[] = [];
    for await (const page of logs.all(filter, task)) all.push(...page);
    return all.map(({ logId }) => logId);
  });
}

/** The core asks, with the number of logs and the org, if its policy allows the deletion. */
async function remove(ids: readonly string[], org: Org, { core, folder, view }: Parts): Promise<void> {
  const { logs } = await (await core()).org(org.orgId);
  const title = l10n.t('Deleting debug logs in {0}…', org.label);
  const { failed } = await withTask({ title, where: 'window' }, (task) => logs.remove(ids, folder, task)).finally(() =>
    view.refresh(),
  );
  const [first] = failed;
  if (first) void showWarning(l10n.t('Salesforce did not delete {0} of the logs: {1}', failed.length, first.message));
}
