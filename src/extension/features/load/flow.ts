// From a file to a job: the org, a look at the file, one offer to accept or change, the start.
import { commands, l10n, Uri, workspace } from 'vscode';
import { isDeletion, sendsOnlyIds, type Org } from '../../../core/core';
import { askEncoding } from '../../askEncoding';
import { shortFileName } from '../../host/fileName';
import { isDeclined, isUnknownEncoding } from '../../host/errors';
import { back, pickOne, type Choices, type StepAnswer, type ThemedImage, type StepTitle } from '../../host/pick';
import { pollSetting } from '../../host/pollSetting';
import { withTask } from '../../host/task';
import { openPlace } from '../../openPlace';
import { loadTitle } from '../../words/operation';
import type { LoadDeps } from './deps';
import { toRemembered } from './columns';
import { gapOf, hasTimes, needsTimeZone, openOf, toSpec, type Draft } from './draft';
import { findBefore, findFailing, type Findings } from './findings';
import { placeOf, type FindingStep } from './findingWords';
import { withGivenMapping } from './givenMapping';
import { guessDraft } from './guessDraft';
import { offerChoices, type Step } from './offer';
import { questions, type LoadContext } from './questions';
import { createRememberedColumns } from './rememberedColumns';
import { routeOfSettings } from './route';
import { offerTitle } from './words';

/**
 * `file` is an absolute path on the disk of the extension host. Without an org: that of the file's folder or window.
 * With a mapping, the offer begins with it.
 */
export async function loadFile(
  file: string,
  { org: given, mapping }: { readonly org: Org | undefined; readonly mapping: Uri | undefined },
  deps: LoadDeps,
): Promise<void> {
  const core = await deps.core();
  const context: LoadContext = { deps, core, remembered: createRememberedColumns(deps.globalMemory) };
  const current = given ?? (await deps.currentOrg(file));
  const canGoBack = !current;
  for (let org: StepAnswer<Org> = current ?? back; ; org = back) {
    if (org === back) org = await deps.pickOrg({ title: l10n.t('Load {0}', shortFileName(file)), canGoBack: false });
    if (org === back) return;
    const draft = await draftOf(file, await deps.ensureRunning(org), context);
    if (draft !== back) {
      const offered = mapping ? await withGivenMapping(draft, mapping, context) : draft;
      if ((await review(offered, canGoBack, context)) !== back) return;
    }
    if (draft === back && !canGoBack) return;
  }
}

/** Asks for the encoding when the bytes of the file do not say it. */
async function draftOf(file: string, org: Org, context: LoadContext): Promise<StepAnswer<Draft>> {
  try {
    return await readDraft(file, { org, dialect: {} }, context);
  } catch (error) {
    if (!isUnknownEncoding(error)) throw error;
    const encoding = await askEncoding(file, { title: loadTitle(file, org), canGoBack: true }, context.core);
    return encoding === back ? back : await readDraft(file, { org, dialect: { encoding } }, context);
  }
}

/** Reads the head of the file and guesses from it and from the org what to load. */
async function readDraft(
  file: string,
  { org, dialect }: Pick<Draft, 'org' | 'dialect'>,
  { core, remembered }: LoadContext,
): Promise<Draft> {
  const shown = { title: l10n.t('Reading {0}…', shortFileName(file)), where: 'notification' } as const;
  return await withTask(shown, async (task) => {
    const inspection = await core.inspect({ file, dialect }, task.signal);
    const parallelParts = workspace.getConfiguration('kinetic.bulk').get('parallelParts', 3);
    const cells = { blanks: 'ignore', naCells: 'clear' } as const;
    const basis = { org, inspection, dialect, parallelParts, ...cells, route: routeOfSettings() };
    return guessDraft(basis, remembered, (source) => core.guess(org.orgId, source, task));
  });
}

/** Offers the draft until it is accepted. Where columns are to be checked, they are asked about first. */
async function review(first: Draft, canGoBack: boolean, context: LoadContext): Promise<StepAnswer<void>> {
  for (let draft = await withFields(first, context); ;) {
    const step: StepTitle = { title: offerTitle(draft), canGoBack };
    const { chosen, findings } = await offer(draft, step, context);
    if (chosen === back) return back;
    if (chosen === 'openUnmade' || chosen === 'openWrongType' || chosen === 'openBefore') {
      await openFinding(chosen, findings, draft);
      return;
    }
    const next: StepTitle = { title: step.title, canGoBack: true };
    if (chosen === 'openFile') {
      await commands.executeCommand('vscode.open', Uri.file(draft.inspection.file));
      return;
    }
    if (chosen === 'start') {
      if (await start(draft, context)) return;
      continue;
    }
    const changed = await questions[chosen](draft, next, context);
    if (changed !== back) draft = changed;
  }
}

interface Offered {
  readonly chosen: StepAnswer<Step>;
  /** What was known when it was chosen. */
  readonly findings: Findings;
}

/** A file that was read as a whole is checked before the offer. A larger one is checked while it is shown. */
async function offer(draft: Draft, step: StepTitle, context: LoadContext): Promise<Offered> {
  const { core, deps } = context;
  const isRead = draft.inspection.records.exact;
  const before = await findBefore(draft, context);
  let findings = isRead ? { ...before, ...(await findFailing(draft, core, new AbortController().signal)) } : before;
  const choices = (): Choices<Step> => offerChoices(draft, deleteIcon(deps), findings);
  const chosen = await pickOne<Step>(step, {
    placeholder: placeholderOf(draft),
    choices: choices(),
    mustSelect: isDeletion(draft.operation),
    ...(!isRead && {
      complete: async (show, signal) => {
        findings = { ...before, ...(await findFailing(draft, core, signal)) };
        if (findings.cells) show(choices());
      },
    }),
  });
  return { chosen, findings };
}

async function openFinding(step: FindingStep, findings: Findings, { inspection }: Draft): Promise<void> {
  if (step === 'openBefore') {
    await commands.executeCommand('kinetic.jobs.open', findings.before?.jobId);
    return;
  }
  const { line, columnNumber: number } = placeOf(step, findings) ?? { line: 1 };
  const { delimiter, encoding } = inspection.dialect;
  const place = { line, ...(number !== undefined && { cell: { number, delimiter } }) };
  await openPlace(inspection.file, place, encoding);
}

async function withFields(draft: Draft, context: LoadContext): Promise<Draft> {
  if (openOf(draft).length === 0) return draft;
  const asked = await questions.mapping(draft, { title: offerTitle(draft), canGoBack: true }, context);
  return asked === back ? draft : asked;
}

function placeholderOf(draft: Draft): string {
  if (gapOf(draft) || openOf(draft).length > 0 || needsTimeZone(draft))
    return l10n.t('The load cannot start yet. Choose what to change.');
  return isDeletion(draft.operation)
    ? l10n.t('Select the first line to delete the records, or choose what to change')
    : l10n.t('Press Enter to start, or choose what to change');
}

/** Colors of theme icons are ignored in quick picks, so these files have the error colors of VS Code's themes. */
const deleteIcon = ({ extensionUri }: LoadDeps): ThemedImage => ({
  light: Uri.joinPath(extensionUri, 'media', 'delete-light.svg'),
  dark: Uri.joinPath(extensionUri, 'media', 'delete-dark.svg'),
});

/** False when the user declined the question before the write. */
async function start(draft: Draft, { deps, remembered }: LoadContext): Promise<boolean> {
  const object = draft.guess?.object;
  if (object === undefined) return false;
  const partBytes = workspace.getConfiguration('kinetic.bulk').get('partSizeMb', 95) * 1_000_000;
  try {
    const jobId = await deps.start({ ...toSpec(draft, object, partBytes), ...pollSetting() });
    deps.follow(jobId, draft.inspection.sizeBytes);
    if (!draft.mappingFile && !sendsOnlyIds(draft.operation))
      await remembered.remember(object, toRemembered(draft.columns), hasTimes(draft) ? draft.timeZone : undefined);
    return true;
  } catch (error) {
    if (isDeclined(error)) return false;
    throw error;
  }
}
