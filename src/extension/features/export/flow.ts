// From a query to a job: the org, a check of the query, one offer to accept or change, the start.
import { dirname } from 'node:path';
import { l10n } from 'vscode';
import type { Org } from '../../../core/core';
import { exportTarget } from '../../../node/exportTarget';
import { shortFileName } from '../../host/fileName';
import { askModal, showError } from '../../host/messages';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import { pollSetting } from '../../host/pollSetting';
import { askSoql, type QueryProblem } from './askSoql';
import type { ExportDeps } from './deps';
import { toSpec, type ExportDraft } from './draft';
import { offerChoices, type Step } from './offer';
import { constructIn, waitFor } from './orgQuestions';
import { questions, withSource } from './questions';
import { showPosition, type Source } from './source';
import { isFree, targetOf } from './target';
import { exportTitle, mistakeInWords } from './words';

/** Without a source, asks for the query. */
export async function exportQuery(source: Source | undefined, deps: ExportDeps): Promise<void> {
  const { objectOf } = await import('../../../core/core');
  const current = await deps.currentOrg(source?.origin?.uri.fsPath);
  for (let org: StepAnswer<Org> = current ?? back; ; org = back) {
    const object = source ? objectOf(source.soql) : '';
    const title = object === '' ? l10n.t('Export Query Results') : l10n.t('Export {0}', object);
    if (org === back) org = await deps.pickOrg({ title, canGoBack: false });
    if (org === back) return;
    if ((await inOrg(source, await deps.ensureRunning(org), { canGoBack: !current, deps })) !== back) return;
  }
}

interface ExportContext {
  readonly canGoBack: boolean;
  readonly deps: ExportDeps;
}

async function inOrg(source: Source | undefined, org: Org, context: ExportContext): Promise<StepAnswer<void>> {
  let first = source;
  if (!first) {
    const soql = await askSoql(stepOf('', org, context.canGoBack), '');
    if (soql === back) return back;
    first = { soql };
  }
  const checked = await checkedSource(first, org, context);
  if (checked === back || checked === undefined) return checked;
  return review(await draftOf(checked, org, context.deps), context.canGoBack || !source, context.deps);
}

const stepOf = (object: string, org: Org, canGoBack: boolean): StepTitle => ({
  title: exportTitle(object, org),
  canGoBack,
});

async function draftOf(source: Source, org: Org, deps: ExportDeps): Promise<ExportDraft> {
  const { objectOf } = await import('../../../core/core');
  const object = objectOf(source.soql);
  const uri = source.origin?.uri;
  const beside = uri?.scheme === 'file' && /\.soql$/i.test(uri.path) ? dirname(uri.fsPath) : undefined;
  return {
    org,
    source,
    object,
    construct: await constructIn(source.soql, org, deps),
    prefersRest: false,
    format: 'csv',
    all: false,
    plainNumbers: false,
    file: targetOf(object, 'csv', beside),
    mayReplace: false,
  };
}

/** The query once it has no known problem; undefined if the user must correct it in its file. */
async function checkedSource(
  first: Source,
  org: Org,
  { canGoBack, deps }: ExportContext,
): Promise<StepAnswer<Source | undefined>> {
  const { objectOf } = await import('../../../core/core');
  for (let source = first; ;) {
    const problem = await problemOf(source, org, deps);
    if (!problem) return source;
    if (source.origin) {
      void showError(problem.sentence);
      await showPosition(source.origin, problem.at);
      return undefined;
    }
    const soql = await askSoql(stepOf(objectOf(source.soql), org, canGoBack), source.soql, problem);
    if (soql === back) return back;
    source = { soql };
  }
}

/** Only problems with a position in the query. The job reports all others. */
async function problemOf({ soql }: Source, org: Org, deps: ExportDeps): Promise<QueryProblem | undefined> {
  const { checkSoql, placeIn, SalesforceError } = await import('../../../core/core');
  const found = checkSoql(soql);
  if (found) return { sentence: mistakeInWords(found.mistake), at: found.at };
  const core = await deps.core();
  const { rest } = await core.org(org.orgId);
  try {
    await waitFor(org, (task) => rest.checkQuery(soql, task));
    return undefined;
  } catch (error) {
    const isRejected = error instanceof SalesforceError && error.code === 'request.badSoql';
    const at = isRejected ? placeIn(soql, error.message) : undefined;
    if (isRejected && at !== undefined) return { sentence: rejection(error.message), at };
    if (isRejected || (error instanceof SalesforceError && error.code.startsWith('request.'))) return undefined;
    throw error;
  }
}

/** The message without the query and the arrow that Salesforce puts before it. */
const rejection = (message: string): string =>
  l10n.t('Salesforce rejected the query: {0}', (message.split(/ERROR at Row:\d+:Column:\d+/)[1] ?? message).trim());

/** Offers the draft until it is accepted. */
async function review(first: ExportDraft, canGoBack: boolean, deps: ExportDeps): Promise<StepAnswer<void>> {
  for (let draft = first; ;) {
    const step = stepOf(draft.object, draft.org, canGoBack);
    const chosen = await pickOne<Step>(step, {
      placeholder: l10n.t('Press Enter to start, or choose what to change'),
      choices: offerChoices(draft),
    });
    if (chosen === back) return back;
    if (chosen === 'start') {
      if (await start(draft, deps)) return;
      continue;
    }
    const changed = await questions[chosen](draft, stepOf(draft.object, draft.org, true), deps);
    if (changed !== back) draft = await recheck(changed, draft, { canGoBack: true, deps });
  }
}

/** Checks a changed query like the first one. A query that stays wrong is dropped for the one before. */
async function recheck(changed: ExportDraft, before: ExportDraft, context: ExportContext): Promise<ExportDraft> {
  if (changed.source === before.source) return changed;
  const checked = await checkedSource(changed.source, changed.org, context);
  return checked === back || checked === undefined ? before : withSource(changed, checked, context.deps);
}

async function start(draft: ExportDraft, deps: ExportDeps): Promise<boolean> {
  if (draft.file === undefined) return false;
  const file = await exportTarget(draft.file);
  const mayReplace = draft.mayReplace || (await isFree(file)) ? draft.mayReplace : await confirmReplace(file);
  if (mayReplace === undefined) return false;
  deps.follow(await deps.start({ ...toSpec({ ...draft, mayReplace }, file), ...pollSetting() }), unknownBytes);
  return true;
}

/** The size of an export is unknown until it ends. */
const unknownBytes = 0;

async function confirmReplace(file: string): Promise<true | undefined> {
  const replace = l10n.t('Replace');
  const chosen = await askModal({
    question: l10n.t('{0} already exists. Replace it?', shortFileName(file)),
    detail: [l10n.t('It is replaced only after the last record has been downloaded.')],
    buttons: [replace],
  });
  return chosen === replace ? true : undefined;
}
