// From a file to a job: the org, a look at the file, one offer to accept or change, the start.
import { l10n, workspace } from 'vscode';
import type { Org } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { isDeclined } from '../../host/errors';
import { back, pickOne, type StepAnswer, type StepTitle } from '../../host/pick';
import { withTask } from '../../host/task';
import { loadTitle } from '../../words/operation';
import type { LoadDeps } from './deps';
import { gapOf, guessSource, toSpec, withGuess, type Draft } from './draft';
import { offerChoices, type Step } from './offer';
import { questions, type LoadContext } from './questions';
import { routeOfSettings } from './route';

/** `file` is an absolute path on the disk of the extension host. */
export async function loadFile(file: string, deps: LoadDeps): Promise<void> {
  const core = await deps.core();
  const current = await deps.currentOrg(file);
  const canGoBack = !current;
  for (let org: StepAnswer<Org> = current ?? back; ; org = back) {
    if (org === back) org = await deps.pickOrg({ title: l10n.t('Load {0}', fileNameOf(file)), canGoBack: false });
    if (org === back) return;
    const draft = await draftOf(file, await deps.wake(org), { deps, core });
    if ((await review(draft, canGoBack, { deps, core })) !== back) return;
  }
}

/** Reads the head of the file and guesses from it and from the org what to load. */
async function draftOf(file: string, org: Org, { core }: LoadContext): Promise<Draft> {
  const shown = { title: l10n.t('Reading {0}…', fileNameOf(file)), where: 'notification' } as const;
  return await withTask(shown, async (task) => {
    const inspection = await core.inspect(file, {}, task.signal);
    const guess = await core.guess(org.orgId, guessSource(inspection), task);
    const parallelParts = workspace.getConfiguration('kinetic.bulk').get('parallelParts', 3);
    const basis = { org, inspection, leaveOutUnknown: true, dialect: {}, parallelParts, blanks: 'ignore' } as const;
    return withGuess({ ...basis, route: routeOfSettings() }, guess);
  });
}

/** Offers the draft until it is accepted. */
async function review(first: Draft, canGoBack: boolean, context: LoadContext): Promise<StepAnswer<void>> {
  for (let draft = first; ;) {
    const file = draft.inspection.file;
    const step: StepTitle = { title: loadTitle(file, draft.org), canGoBack };
    const chosen = await pickOne<Step>(step, {
      placeholder: gapOf(draft)
        ? l10n.t('The load cannot start yet. Choose what to change.')
        : l10n.t('Press Enter to start, or choose what to change'),
      choices: offerChoices(draft),
    });
    if (chosen === back) return back;
    const next: StepTitle = { title: step.title, canGoBack: true };
    if (chosen === 'start') {
      if (await start(draft, context.deps)) return;
      continue;
    }
    const changed = await questions[chosen](draft, next, context);
    if (changed !== back) draft = changed;
  }
}

/** False when the user declined the question before the write. */
async function start(draft: Draft, deps: LoadDeps): Promise<boolean> {
  const object = draft.guess?.object;
  if (object === undefined) return false;
  const partBytes = workspace.getConfiguration('kinetic.bulk').get('partSizeMb', 95) * 1_000_000;
  try {
    const jobId = await deps.start(toSpec(draft, object, partBytes));
    deps.follow(jobId, draft.inspection.sizeBytes);
    return true;
  } catch (error) {
    if (isDeclined(error)) return false;
    throw error;
  }
}
