// What is wrong with a job as a whole: the sentence that says so and the button that may help.
import { commands, l10n } from 'vscode';
import type { JobState, SalesforceError } from '../../../core/core';
import type { Adviser, Remedy } from '../../host/errors';
import { toError, toSentence } from '../../words/errors';
import { helpTitle, type Help } from './words';

export interface JobTrouble {
  readonly sentence: string;
  readonly remedy: Remedy | undefined;
}

/** An interrupted job can be taken up again; a broken one gets the remedy of its error. */
export function troubleOf(state: JobState, advise: Adviser): JobTrouble | undefined {
  const resume = (): unknown => commands.executeCommand('kinetic.jobs.resume', state.jobId);
  if (state.interrupted) {
    return { sentence: toSentence(toError(state.interrupted)), remedy: { label: l10n.t('Resume'), run: resume } };
  }
  if (!state.error) return undefined;
  const error = toError(state.error);
  const help = helpFor(error);
  const run = (): unknown => help && commands.executeCommand(help, state.jobId);
  if (help) return { sentence: toSentence(error), remedy: { label: helpTitle(help), run } };
  // A broken job has ended for good: what would start it anew is a new load, not this button.
  const remedy = error.advice === 'retry' || error.advice === 'fixMapping' ? undefined : advise(error, resume);
  return { sentence: toSentence(error), remedy };
}

/** What helps only with the job at hand: Setup of its org, or its load anew. */
export function helpFor({ advice, code }: SalesforceError): Help | undefined {
  if (advice === 'readAsWindows1252') return 'kinetic.jobs.readAsWindows1252';
  return advice === 'openSetup' && !code.startsWith('login.') ? 'kinetic.jobs.openSetup' : undefined;
}
