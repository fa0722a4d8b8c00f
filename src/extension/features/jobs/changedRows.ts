// Asks which version of rows to retry when their file has changed since they were read, and shows both. Says which rows
// the file has lost.
import { commands, l10n, Uri } from 'vscode';
import type { RetryOffer } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { showInfo } from '../../host/messages';
import { back, pickOne, type Choice } from '../../host/pick';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';

type Change = NonNullable<RetryOffer['change']>;
type Version = 'now' | 'before' | 'differences';

/** `title` is that of the question which rows to retry. Undefined when nothing is to be sent. */
export async function chooseVersion(offer: RetryOffer, title: string): Promise<RetryOffer | undefined> {
  const { change, notCompared } = offer;
  const notComparedText = notCompared && textOf(notCompared);
  if (notComparedText !== undefined) void showInfo(notComparedText);
  if (!change) return offer;
  if (!change.offer) {
    void showInfo(missingText(change));
    return offer;
  }
  const question = {
    placeholder: l10n.t('{0} has changed since these rows were read. Which version?', fileNameOf(change.source)),
    choices: versions(change),
  };
  for (;;) {
    const chosen = await pickOne<Version>({ title, canGoBack: false }, question);
    if (chosen === back) return undefined;
    if (chosen !== 'differences') return chosen === 'now' ? change.offer : offer;
    await showDifferences(offer.file, change.offer.file, change.source);
  }
}

/** Undefined for a file that is gone: then its rows are not expected. */
function textOf({ file, reason }: NonNullable<RetryOffer['notCompared']>): string | undefined {
  const name = fileNameOf(file);
  switch (reason) {
    case 'tooManyRows':
      return l10n.t(
        '{0} has changed since these rows were read. They are sent as they were, because only up to 100,000 rows are compared. To send rows as they are now, retry fewer at once.',
        name,
      );
    case 'unreadable':
      return l10n.t(
        '{0} has changed since these rows were read, and it cannot be loaded as it is. The rows are sent as they were.',
        name,
      );
    case 'otherColumns':
      return l10n.t(
        '{0} has changed since these rows were read, and it has other columns or another delimiter. The rows are sent as they were.',
        name,
      );
    case 'gone':
      return undefined;
  }
}

const missingText = ({ source, missing }: Change): string =>
  l10n.t(
    plural(missing, {
      one: '{0} row cannot be found in {1} any more. It is sent as it was.',
      other: '{0} rows cannot be found in {1} any more. They are sent as they were.',
    }),
    formatCount(missing),
    fileNameOf(source),
  );

function versions(change: Change): readonly Choice<Version>[] {
  const { source, differing, missing } = change;
  const differs = l10n.t(
    plural(differing, { one: '{0} row differs', other: '{0} rows differ' }),
    formatCount(differing),
  );
  return [
    {
      value: 'now',
      icon: 'file',
      label: l10n.t('The rows as they are in {0} now', fileNameOf(source)),
      description: differs,
      ...(missing > 0 && { detail: missingText(change) }),
    },
    { value: 'before', icon: 'history', label: l10n.t('The rows as they were') },
    { value: 'differences', icon: 'diff', label: l10n.t('Show Differences') },
  ];
}

async function showDifferences(before: string, now: string, source: string): Promise<void> {
  const title = l10n.t('{0}: rows as they were ↔ as they are now', fileNameOf(source));
  await commands.executeCommand('vscode.diff', Uri.file(before), Uri.file(now), title, { preview: true });
}
