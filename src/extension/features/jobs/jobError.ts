// The error of a job as its page shows it: a sentence, and the button that may help.
import { commands, l10n } from 'vscode';
import type { JobState, SalesforceError } from '../../../core/core';
import type { Adviser, Remedy } from '../../host/errors';
import { placesOf, toError, toSentence } from '../../words/errors';
import type { HelpCommand } from './jobKind';
import { helpTitle } from './words';

export interface JobError {
  readonly sentence: string;
  readonly remedy: Remedy | undefined;
  /** Where it is, when it is in several places. */
  readonly places?: readonly string[];
}

/** An interrupted job can be resumed; a failed job gets the remedy of its error. */
export function jobErrorOf(job: JobState, advise: Adviser): JobError | undefined {
  const resume = (): unknown => commands.executeCommand('kinetic.jobs.resume', job.jobId);
  if (job.interrupted) {
    return { sentence: toSentence(toError(job.interrupted)), remedy: { label: l10n.t('Resume'), run: resume } };
  }
  if (!job.error) return undefined;
  const error = toError(job.error);
  const sentence = toSentence(error);
  const help = helpFor(error);
  if (help) {
    const run = (): unknown => commands.executeCommand(help, job.jobId);
    return { sentence, remedy: { label: helpTitle(help), run } };
  }
  // The job has ended: only a new load can try again, and this button starts none.
  const remedy = error.advice === 'retry' || error.advice === 'fixMapping' ? undefined : advise(error, resume);
  const places = placesOf(error);
  return { sentence, remedy, ...(places.length > 0 && { places }) };
}

const loadAgain = ['chooseEncoding', 'acceptCharacters', 'useCollections'] as const;

/** Help that needs the job: Setup of its org, or its load with another choice. */
export function helpFor({ advice, code }: SalesforceError): HelpCommand | undefined {
  const again = loadAgain.find((one) => one === advice);
  if (again) return `kinetic.jobs.${again}`;
  return advice === 'openSetup' && !code.startsWith('login.') ? 'kinetic.jobs.openSetup' : undefined;
}
