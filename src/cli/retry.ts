// `kinetic retry`: sends rows of an earlier load again, as a new job.
import { mayDuplicate, type JobState, type RetryChoice } from '../core/core';
import type { CommandOf } from './arguments';
import { changeText, editedText, notComparedText } from './changeText';
import { isYes } from './consent';
import { rowsText } from './counts';
import { requireOwnOrg } from './ownOrg';
import { exitCodeOf, report } from './report';
import type { Session } from './session';

/** The exit code is that of the attempt; the result has the counts of all attempts. */
export async function retry(command: CommandOf<'retry'>, session: Session): Promise<number> {
  const { jobId, choice, fromFile } = command;
  const { core, org, task } = session;
  await core.jobs.load();
  const state = core.jobs.get(jobId);
  if (state) requireOwnOrg(state, org);
  const confirmed = state ? await confirmDuplicates(state, command, session) : choice;
  const offer = await core.jobs.prepareRetry(jobId, confirmed, task.signal);
  if (offer.changedFile !== undefined) session.console.err([editedText(offer.changedFile, fromFile)]);
  if (offer.change) session.console.err([changeText(offer.change, fromFile)]);
  const notCompared = offer.notCompared && notComparedText(offer.notCompared, fromFile);
  if (notCompared !== undefined) session.console.err([notCompared]);
  const { spec } = (fromFile ? offer.change?.offer : undefined) ?? offer;
  return exitCodeOf(report((options) => core.run(spec, options, task), command, session));
}

/** Rows that may be inserted twice are only sent when the user says so. Without an answer the core rejects them. */
async function confirmDuplicates(
  state: JobState,
  { choice, output }: CommandOf<'retry'>,
  { core, console: { prompt }, task }: Session,
): Promise<RetryChoice> {
  if (!mayDuplicate(state, choice)) return choice;
  const rows = rowsText(core.jobs.openRows(state.jobId).unknown);
  const question = [
    `Up to ${rows} may be inserted twice: they were sent before, and Salesforce may have saved them.`,
    'Send them again? [y/N]',
  ];
  const acceptsDuplicates =
    (output.consent?.yes ?? false) || (prompt !== undefined && isYes(await prompt.ask(question, task.signal)));
  return { ...choice, acceptsDuplicates };
}
