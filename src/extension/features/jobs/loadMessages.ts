// The sentences that say how a load ended. Each is whole, so that it can be translated.
import { l10n } from 'vscode';
import type { IngestOperation, LoadState } from '../../../core/core';
import type { PluralForms } from '../../../shared/protocol/plural';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';

type Ended = Pick<LoadState, 'spec' | 'orgLabel' | 'succeeded' | 'failed' | 'unprocessed' | 'unknown'>;

export function completedSentence({ spec, orgLabel, succeeded, failed, unprocessed }: Ended): string {
  const words = sentences[spec.operation];
  const total = succeeded + failed + unprocessed;
  if (failed === 0) return l10n.t(plural(succeeded, words.succeeded), formatCount(succeeded), spec.object, orgLabel);
  if (total === 1) return words.rowFailed(spec.object, orgLabel);
  if (failed === total) return words.allFailed(formatCount(total), spec.object, orgLabel);
  return words.someFailed([formatCount(succeeded), formatCount(total), spec.object, orgLabel, formatCount(failed)]);
}

export function abortedSentence(title: string, job: Ended): string {
  const isEmpty = job.succeeded + job.failed + job.unprocessed + job.unknown === 0;
  return isEmpty
    ? l10n.t('{0} was aborted.', title)
    : l10n.t('{0} was aborted: {1}.', title, countsInWords(job).join(', '));
}

/** Failed rows first. A job may have no other counts, but says that none succeeded only if it is completed. */
export function countsInWords({
  outcome,
  succeeded,
  failed,
  unprocessed,
  unknown,
}: Pick<LoadState, 'outcome' | 'succeeded' | 'failed' | 'unprocessed' | 'unknown'>): readonly string[] {
  const words: string[] = [];
  if (failed > 0) words.push(l10n.t('{0} failed', formatCount(failed)));
  if (succeeded > 0 || outcome === 'completed') words.push(l10n.t('{0} succeeded', formatCount(succeeded)));
  if (unprocessed > 0) words.push(l10n.t('{0} unprocessed', formatCount(unprocessed)));
  if (unknown > 0) words.push(l10n.t('{0} unknown', formatCount(unknown)));
  return words;
}

interface Sentences {
  readonly succeeded: PluralForms;
  /** The only row failed. */
  readonly rowFailed: (object: string, org: string) => string;
  readonly allFailed: (rows: string, object: string, org: string) => string;
  readonly someFailed: (
    about: [succeeded: string, total: string, object: string, org: string, failed: string],
  ) => string;
}

const sentences: Readonly<Record<IngestOperation, Sentences>> = {
  insert: {
    succeeded: { one: '{0} row of {1} inserted into {2}.', other: '{0} rows of {1} inserted into {2}.' },
    rowFailed: (object, org) => l10n.t('The row of {0} was not inserted into {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was inserted into {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} inserted into {3}, {4} failed.', ...about),
  },
  update: {
    succeeded: { one: '{0} row of {1} updated in {2}.', other: '{0} rows of {1} updated in {2}.' },
    rowFailed: (object, org) => l10n.t('The row of {0} was not updated in {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was updated in {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} updated in {3}, {4} failed.', ...about),
  },
  upsert: {
    succeeded: { one: '{0} row of {1} upserted into {2}.', other: '{0} rows of {1} upserted into {2}.' },
    rowFailed: (object, org) => l10n.t('The row of {0} was not upserted into {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was upserted into {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} upserted into {3}, {4} failed.', ...about),
  },
  delete: {
    succeeded: { one: '{0} row of {1} deleted from {2}.', other: '{0} rows of {1} deleted from {2}.' },
    rowFailed: (object, org) => l10n.t('The row of {0} was not deleted from {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was deleted from {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} deleted from {3}, {4} failed.', ...about),
  },
  undelete: {
    succeeded: { one: '{0} row of {1} undeleted in {2}.', other: '{0} rows of {1} undeleted in {2}.' },
    rowFailed: (object, org) => l10n.t('The row of {0} was not undeleted in {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was undeleted in {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} undeleted in {3}, {4} failed.', ...about),
  },
  hardDelete: {
    succeeded: {
      one: '{0} row of {1} permanently deleted from {2}.',
      other: '{0} rows of {1} permanently deleted from {2}.',
    },
    rowFailed: (object, org) => l10n.t('The row of {0} was not permanently deleted from {1}.', object, org),
    allFailed: (...about) => l10n.t('None of the {0} rows of {1} was permanently deleted from {2}.', ...about),
    someFailed: (about) => l10n.t('{0} of {1} rows of {2} permanently deleted from {3}, {4} failed.', ...about),
  },
};
