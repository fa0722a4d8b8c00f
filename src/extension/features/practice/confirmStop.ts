// Asks before a practice org is stopped, when jobs are lost with it, or when its data was changed.
import { l10n } from 'vscode';
import { askModal } from '../../host/messages';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';

interface Stopping {
  readonly name: string;
  /** Jobs of the org that have not ended. */
  readonly jobs: number;
  /** The data is not the sample. */
  readonly changed: boolean;
}

export async function confirmStop({ name, jobs, changed }: Stopping): Promise<'keep' | 'discard' | 'end' | undefined> {
  const keep = l10n.t('Stop and Keep Data');
  const discard = l10n.t('Stop and Discard Data');
  const stop = l10n.t('Stop Practice Org');
  const detail = [
    ...(changed ? [l10n.t('Its data can be kept for the next start. Otherwise it starts with the sample data.')] : []),
    ...(jobs === 0
      ? []
      : [
          l10n.t(
            plural(jobs, {
              one: '{0} job has not ended. It cannot continue.',
              other: '{0} jobs have not ended. They cannot continue.',
            }),
            formatCount(jobs),
          ),
        ]),
  ];
  const question = l10n.t('Stop {0}?', name);
  const chosen = await askModal({ question, detail, buttons: changed ? [keep, discard] : [stop] });
  if (chosen === undefined) return undefined;
  return chosen === keep ? 'keep' : chosen === discard ? 'discard' : 'end';
}
