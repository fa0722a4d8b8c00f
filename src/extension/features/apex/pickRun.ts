// “Apex History…”: the last runs of an org, to run again, to open, or to clear.
import { env, l10n, Uri, window, workspace, type TextDocument } from 'vscode';
import type { Org } from '../../../core/core';
import { askModal, showInfo } from '../../host/messages';
import { back, pickOne, type Choice, type Choices } from '../../host/pick';
import { withoutMiddle } from '../../host/plainText';
import type { ApexDeps } from './deps';
import type { History, KeptRun } from './history';
import type { Results } from './results';
import { resultLines } from './resultText';
import { firstLine, type Runs } from './runs';
import type { Source } from './source';

interface HistoryDeps extends Pick<ApexDeps, 'currentOrg' | 'pickOrg' | 'ensureRunning'> {
  readonly history: History;
  readonly results: Pick<Results, 'show'>;
  readonly runs: Pick<Runs, 'runIn'>;
}

type Act = 'again' | 'code' | 'result';

/** Of the current org first; another one can be chosen. */
export async function showHistory(deps: HistoryDeps): Promise<void> {
  let org = (await deps.currentOrg()) ?? (await deps.pickOrg({ title: historyTitle(), canGoBack: false }));
  for (;;) {
    if (org === back) return;
    const chosen = await pickRun(org, await deps.history.list(org.orgId));
    if (chosen === back) return;
    if (chosen === 'other') {
      org = await deps.pickOrg({ title: historyTitle(), canGoBack: true });
      continue;
    }
    if (chosen === 'clear') return clear(org, deps);
    const act = await pickAct(org, chosen);
    if (act !== back) return perform(act, { org, run: chosen }, deps);
  }
}

const historyTitle = (): string => l10n.t('Apex history');

function pickRun(org: Org, runs: readonly KeptRun[]) {
  const more: readonly Choice<KeptRun | 'other' | 'clear'>[] = [
    { value: 'other', icon: 'cloud', label: l10n.t('Another Org…') },
    ...(runs.length > 0 ? ([{ value: 'clear', icon: 'clear-all', label: l10n.t('Clear History…') }] as const) : []),
  ];
  const choices: Choices<KeptRun | 'other' | 'clear'> = [
    ...runs.map((run) => toChoice(run)),
    { heading: l10n.t('more') },
    ...more,
  ];
  return pickOne<KeptRun | 'other' | 'clear'>(
    { title: l10n.t('Apex history of {0}', org.label), canGoBack: false },
    {
      placeholder: runs.length === 0 ? l10n.t('No Apex has run in this org from here.') : l10n.t('Which run?'),
      choices,
    },
  );
}

function toChoice(run: KeptRun): Choice<KeptRun> {
  const { result, at, code = '', fileName } = run;
  const [first = ''] = code.split('\n').filter((line) => line.trim() !== '');
  const time = new Date(at).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    value: run,
    icon: result.success ? 'pass' : result.compiled ? 'error' : 'circle-slash',
    label: first === '' ? fileName : withoutMiddle(first.trim(), 80),
    description: [outcomeOf(run), time, fileName].join(' · '),
  };
}

function outcomeOf({ result: { success, problem, exception } }: KeptRun): string {
  if (success) return l10n.t('ran to its end');
  const message = firstLine((problem ?? exception)?.message ?? '');
  return problem ? l10n.t('not compiled: {0}', message) : message;
}

function pickAct(org: Org, run: KeptRun) {
  const again = l10n.t('Run Again in {0}', org.label);
  const choices: readonly Choice<Act>[] = [
    ...(run.code === undefined
      ? []
      : ([
          { value: 'again', icon: 'play', label: again },
          { value: 'code', icon: 'file-code', label: l10n.t('Open Code') },
        ] as const)),
    { value: 'result', icon: 'output', label: l10n.t('Open Result') },
  ];
  const placeholder =
    run.code === undefined
      ? l10n.t('The code is not kept: it is too long, or it contains what looks like a secret.')
      : l10n.t('What to do with this run?');
  return pickOne<Act>({ title: toChoice(run).label, canGoBack: true }, { placeholder, choices });
}

interface Chosen {
  readonly org: Org;
  readonly run: KeptRun;
}

async function perform(act: Act, { org, run }: Chosen, deps: HistoryDeps): Promise<void> {
  if (act === 'result') {
    const document = Uri.parse(run.uri);
    const isFile = document.scheme === 'file';
    await deps.results.show({
      id: `${org.orgId} ${run.id}`,
      title: `${run.fileName} ${new Date(run.at).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}`,
      document: isFile ? document : undefined,
      lines: (isWhole) => resultLines(run, isWhole),
    });
    return;
  }
  const source = await openSource(run);
  if (act === 'again') await deps.runs.runIn(await deps.ensureRunning(org), source);
}

/** In its file, if it is still there as it ran; else in a new document. */
async function openSource({ code = '', uri, start }: KeptRun): Promise<Source> {
  const file = Uri.parse(uri);
  const opened = file.scheme === 'file' ? await openOrNot(file) : undefined;
  const isSame = opened !== undefined && textFrom(opened, start, code.length) === code;
  const document = isSame ? opened : await workspace.openTextDocument({ language: 'apex-anon', content: code });
  await window.showTextDocument(document, { preview: false });
  return { code, document, start: isSame ? start : { line: 0, character: 0 } };
}

const openOrNot = (file: Uri): Promise<TextDocument | undefined> =>
  Promise.resolve(workspace.openTextDocument(file)).catch(() => undefined);

function textFrom(document: TextDocument, { line, character }: Source['start'], length: number): string {
  const lines = document.getText().split('\n');
  const text = [lines[line]?.slice(character) ?? '', ...lines.slice(line + 1)].join('\n');
  // Selected code may end anywhere; a whole file has the same end.
  return text.slice(0, length);
}

async function clear(org: Org, { history }: HistoryDeps): Promise<void> {
  const button = l10n.t('Clear History');
  const question = l10n.t('Clear the Apex history of {0}?', org.label);
  const detail = [l10n.t('The code and the results of its runs are deleted from this computer.')];
  if ((await askModal({ question, detail, buttons: [button] })) !== button) return;
  await history.clear(org.orgId);
  void showInfo(l10n.t('The Apex history of {0} is empty.', org.label));
}
