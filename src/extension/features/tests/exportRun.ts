// Writes the results of the last run for other tools.
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { CoveredUnit, TestRun as OrgRun } from '../../../core/core';
import { showInfo } from '../../host/messages';
import { back, pickOne } from '../../host/pick';
import type { Sources } from './place';

export interface LastRun {
  /** One for each org, and for suites. */
  readonly runs: readonly OrgRun[];
  readonly sources: Sources;
}

type Format = 'junit' | 'cobertura' | 'lcov';

const fileNames: Readonly<Record<Format, string>> = {
  junit: 'apex-tests.xml',
  cobertura: 'apex-coverage.xml',
  lcov: 'lcov.info',
};

export async function exportRun(last: LastRun): Promise<void> {
  const run = joined(last.runs);
  if (!run) return;
  const format = run.coverage ? await askFormat() : 'junit';
  if (format === back) return;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = fileNames[format];
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
    filters: format === 'lcov' ? { lcov: ['info'] } : { XML: ['xml'] },
    saveLabel: l10n.t('Export'),
  });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(await textOf(run, format, last.sources)));
  const open = l10n.t('Open');
  const chosen = await showInfo(l10n.t('The results were saved to {0}.', workspace.asRelativePath(target)), open);
  if (chosen === open) await commands.executeCommand('vscode.open', target);
}

const askFormat = () =>
  pickOne<Format>(
    { title: l10n.t('Export Test Results'), canGoBack: false },
    {
      placeholder: l10n.t('What to export'),
      choices: [
        { value: 'junit', label: 'JUnit', detail: l10n.t('The result of each test, as XML') },
        { value: 'cobertura', label: 'Cobertura', detail: l10n.t('Covered lines, as XML') },
        { value: 'lcov', label: 'lcov', detail: l10n.t('Covered lines, as text') },
      ],
    },
  );

function joined(runs: readonly OrgRun[]): OrgRun | undefined {
  const [first] = runs;
  if (!first) return undefined;
  const units = runs.flatMap(({ coverage }) => coverage?.units ?? []);
  return {
    ...first,
    results: runs.flatMap(({ results }) => results),
    problems: runs.flatMap(({ problems }) => problems),
    serverMs: runs.reduce((sum, { serverMs }) => sum + serverMs, 0),
    ...(first.coverage && { coverage: { ...first.coverage, units } }),
  };
}

async function textOf(run: OrgRun, format: Format, sources: Sources): Promise<string> {
  const { toCobertura, toJunit, toLcov } = await import('../../../core/core');
  const fileOf = ({ name, kind }: CoveredUnit): string => {
    const uri = sources.fileOf(name, kind);
    if (uri) return workspace.asRelativePath(uri, false);
    return kind === 'class' ? `classes/${name}.cls` : `triggers/${name}.trigger`;
  };
  const report = { units: run.coverage?.units ?? [], fileOf };
  switch (format) {
    case 'junit':
      return toJunit(run);
    case 'cobertura':
      return toCobertura(report, run.startedAt);
    case 'lcov':
      return toLcov(report);
  }
}
