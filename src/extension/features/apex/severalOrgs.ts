// Runs the same code in several orgs, one after the other, with one result that has a section for each org.
import { l10n } from 'vscode';
import type { Org } from '../../../core/core';
import { fileNameOf, shortFileName } from '../../host/fileName';
import { isDeclined } from '../../host/errors';
import { showWarning } from '../../host/messages';
import { back } from '../../host/pick';
import type { ApexDeps } from './deps';
import { reasonOf } from './place';
import { plainLines, resultLines, type ResultLine, type ShownRun } from './resultText';
import { firstLine, runOnce, sayWhatRuns, type RunsDeps } from './runs';
import type { Source } from './source';

type SeveralDeps = RunsDeps & Pick<ApexDeps, 'pickOrgs'>;

/** What became of the code in an org: the run, or why there is none. */
type Ended = { readonly run: ShownRun } | { readonly sentence: string; readonly isCanceled?: boolean };

interface Section {
  readonly org: Org;
  readonly ended: Ended;
}

/** What fails in one org leaves the others alone; Cancel ends all. */
export async function runInSeveral(source: Source | undefined, deps: SeveralDeps): Promise<void> {
  if (!source) {
    sayWhatRuns();
    return;
  }
  const { uri } = source.document;
  const name = fileNameOf(uri.path);
  const title = l10n.t('Run {0} in several orgs', shortFileName(name));
  const orgs = await deps.pickOrgs({ title, canGoBack: false }, await deps.currentOrg());
  if (orgs === back || orgs.length === 0) return;
  deps.problems.clear(uri);
  const sections: Section[] = [];
  for (const org of orgs) {
    sections.push({ org, ended: await runIn(org, source, deps) });
    await deps.results.show({
      id: `several ${uri.toString()}`,
      title: l10n.t('{0} in several orgs', name),
      document: uri,
      lines: (isWhole) => [...summary(name, sections, orgs), ...sections.flatMap((one) => sectionLines(one, isWhole))],
    });
    if (isCanceledIn(sections)) break;
  }
  mark(sections, source, deps);
  const done = succeededIn(sections);
  if (done < orgs.length)
    void showWarning(l10n.t('{0} ran to its end in {1} of {2} orgs.', name, String(done), String(orgs.length)));
}

async function runIn(org: Org, source: Source, deps: SeveralDeps): Promise<Ended> {
  try {
    return { run: await runOnce(await deps.ensureRunning(org), source, deps) };
  } catch (thrown) {
    const [{ isCanceled, resultOfError }, { explain }] = await Promise.all([
      import('../../../core/core'),
      import('../../words/errors'),
    ]);
    if (isDeclined(thrown)) return { sentence: l10n.t('Not run: the question was answered with no.') };
    if (isCanceled(thrown))
      return { sentence: l10n.t('Canceled. The code may have run if it was already sent.'), isCanceled: true };
    // After an error on the way, the code may have run all the same.
    return resultOfError(thrown).outcome === 'rejected'
      ? { sentence: l10n.t('Not run: {0}', explain(thrown)) }
      : { sentence: l10n.t('It is not known whether the code ran: {0}', explain(thrown)) };
  }
}

const isSucceeded = ({ ended }: Section): boolean => 'run' in ended && ended.run.result.success;

const isCanceledIn = (sections: readonly Section[]): boolean =>
  sections.some(({ ended }) => 'sentence' in ended && ended.isCanceled === true);

const succeededIn = (sections: readonly Section[]): number => sections.filter(isSucceeded).length;

function summary(name: string, sections: readonly Section[], orgs: readonly Org[]): readonly ResultLine[] {
  const counts = [String(succeededIn(sections)), String(orgs.length)] as const;
  const waiting = orgs
    .slice(sections.length)
    .map(({ label }) => label)
    .join(', ');
  return plainLines([
    l10n.t('{0} ran to its end in {1} of {2} orgs.', name, ...counts),
    ...(waiting === ''
      ? []
      : [isCanceledIn(sections) ? l10n.t('Not run: {0}', waiting) : l10n.t('Still to run: {0}', waiting)]),
  ]);
}

function sectionLines({ org, ended }: Section, isWhole: boolean): readonly ResultLine[] {
  const label = org.kind === 'production' ? l10n.t('{0} (PRODUCTION)', org.label) : org.label;
  const body = 'run' in ended ? resultLines(ended.run, isWhole) : plainLines([ended.sentence]);
  return [...plainLines(['', `──── ${label} ────`, '']), ...body];
}

/** The first reason that has a place in the code; the same code fails at the same place in most orgs. */
function mark(sections: readonly Section[], source: Source, { problems }: SeveralDeps): void {
  for (const { org, ended } of sections) {
    const reason = 'run' in ended ? reasonOf(ended.run.result, source) : undefined;
    if (!reason?.place) continue;
    problems.set(source.document, { message: `${org.label}: ${firstLine(reason.message)}`, place: reason.place });
    return;
  }
}
