// From a query to a job: the org, what is wrong with the query, one offer to accept or change, the start.
import { dirname } from 'node:path';
import { l10n, window } from 'vscode';
import type { Org, Task } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import { askSoql, type Complaint } from './askSoql';
import type { ExportDeps } from './deps';
import { toSpec, type Draft } from './draft';
import { offerChoices, type Step } from './offer';
import { questions, withSource } from './questions';
import { showPlace, type Source } from './source';
import { isFree, targetOf } from './target';
import { flowTitle, mistakeInWords } from './words';

/** Without a source the query is asked for. */
export async function exportQuery(source: Source | undefined, deps: ExportDeps): Promise<void> {
  const { objectOf } = await import('../../../core/core');
  const current = await deps.currentOrg(source?.origin?.uri.fsPath);
  for (let org: StepAnswer<Org> = current ?? back; ; org = back) {
    const object = source ? objectOf(source.soql) : '';
    const title = object === '' ? l10n.t('Export Query Results') : l10n.t('Export {0}', object);
    if (org === back) org = await deps.pickOrg({ title, canGoBack: false });
    if (org === back) return;
    if ((await inOrg(source, await deps.wake(org), { canGoBack: !current, deps })) !== back) return;
  }
}

interface Asking {
  readonly canGoBack: boolean;
  readonly deps: ExportDeps;
}

async function inOrg(source: Source | undefined, org: Org, asking: Asking): Promise<StepAnswer<void>> {
  let first = source;
  if (!first) {
    const soql = await askSoql(placeOf('', org, asking.canGoBack), '');
    if (soql === back) return back;
    first = { soql };
  }
  const sound = await judged(first, org, asking);
  if (sound === back || sound === undefined) return sound;
  return decide(await draftOf(sound, org), asking.canGoBack || !source, asking.deps);
}

const placeOf = (object: string, org: Org, canGoBack: boolean): StepTitle => ({
  title: flowTitle(object, org),
  canGoBack,
});

async function draftOf(source: Source, org: Org): Promise<Draft> {
  const { notBulkable, objectOf } = await import('../../../core/core');
  const object = objectOf(source.soql);
  const uri = source.origin?.uri;
  const beside = uri?.scheme === 'file' && /\.soql$/i.test(uri.path) ? dirname(uri.fsPath) : undefined;
  return {
    org,
    source,
    object,
    construct: notBulkable(source.soql),
    prefersRest: false,
    format: 'csv',
    all: false,
    file: targetOf(object, 'csv', beside),
    mayReplace: false,
  };
}

/** The query once nothing is known against it; undefined when it is to be mended in its file. */
async function judged(first: Source, org: Org, { canGoBack, deps }: Asking): Promise<StepAnswer<Source | undefined>> {
  const { objectOf } = await import('../../../core/core');
  for (let source = first; ;) {
    const complaint = await complaintOf(source, org, deps);
    if (!complaint) return source;
    if (source.origin) {
      void window.showErrorMessage(complaint.sentence);
      await showPlace(source.origin, complaint.at);
      return undefined;
    }
    const soql = await askSoql(placeOf(objectOf(source.soql), org, canGoBack), source.soql, complaint);
    if (soql === back) return back;
    source = { soql };
  }
}

/** Only what has a place in the query is asked about beforehand; all else the job itself will say. */
async function complaintOf({ soql }: Source, org: Org, deps: ExportDeps): Promise<Complaint | undefined> {
  const { checkSoql, placeIn, SalesforceError } = await import('../../../core/core');
  const problem = checkSoql(soql);
  if (problem) return { sentence: mistakeInWords(problem.mistake), at: problem.at };
  const core = await deps.core();
  const { rest } = await core.org(org.orgId);
  try {
    await asking(org, (task) => rest.checkQuery(soql, task));
    return undefined;
  } catch (error) {
    const isRefused = error instanceof SalesforceError && error.code === 'request.badSoql';
    const at = isRefused ? placeIn(soql, error.message) : undefined;
    if (isRefused && at !== undefined) return { sentence: saidBy(error.message), at };
    if (isRefused || (error instanceof SalesforceError && error.code.startsWith('request.'))) return undefined;
    throw error;
  }
}

/** Salesforce draws the query and an arrow before it says what is wrong. */
const saidBy = (message: string): string =>
  l10n.t(
    'Salesforce does not take the query: {0}',
    (message.split(/ERROR at Row:\d+:Column:\d+/)[1] ?? message).trim(),
  );

const asking = <T>(org: Org, work: (task: Task) => Promise<T>): Promise<T> =>
  withTask({ title: l10n.t('Asking {0}…', org.label), where: 'window' }, work);

/** Offers the draft until it is accepted. */
async function decide(first: Draft, canGoBack: boolean, deps: ExportDeps): Promise<StepAnswer<void>> {
  for (let draft = first; ;) {
    const step = placeOf(draft.object, draft.org, canGoBack);
    const chosen = await pickOne<Step>(step, {
      placeholder: l10n.t('Press Enter to start, or choose what to change'),
      choices: offerChoices(draft),
    });
    if (chosen === back) return back;
    if (chosen === 'start') {
      if (await begin(draft, deps)) return;
      continue;
    }
    const changed = await questions[chosen](draft, placeOf(draft.object, draft.org, true), deps);
    if (changed !== back) draft = await mended(changed, draft, { canGoBack: true, deps });
  }
}

/** A query that was changed is judged as the first one was; who does not mend it keeps the one before. */
async function mended(changed: Draft, before: Draft, asking: Asking): Promise<Draft> {
  if (changed.source === before.source) return changed;
  const sound = await judged(changed.source, changed.org, asking);
  return sound === back || sound === undefined ? before : withSource(changed, sound);
}

async function begin(draft: Draft, deps: ExportDeps): Promise<boolean> {
  const { file } = draft;
  if (file === undefined) return false;
  const mayReplace = draft.mayReplace || (await isFree(file)) ? draft.mayReplace : await confirmReplace(file);
  if (mayReplace === undefined) return false;
  deps.follow(await deps.start(toSpec({ ...draft, mayReplace }, file)), unknownBytes);
  return true;
}

/** What a query is worth shows only when it is there: small until then. */
const unknownBytes = 0;

async function confirmReplace(file: string): Promise<true | undefined> {
  const replace = l10n.t('Replace');
  const chosen = await window.showWarningMessage(
    l10n.t('{0} is there already. Replace it?', fileNameOf(file)),
    { modal: true, detail: l10n.t('It is replaced when the last record has arrived, and not before.') },
    replace,
  );
  return chosen === replace ? true : undefined;
}
