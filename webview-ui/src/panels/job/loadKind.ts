// How the job panel shows a load.
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { formatBytes } from '../../format';
import { isAt, type Figure, type PageKind, type Stretch } from './pageKind';
import { say } from './strings';

export const loadKind: PageKind = {
  facts: () => [],
  hasFile: () => true,
  downloading: 'downloading',
  stretches,
  progressText,
  figures,
  rate: 'rate',
  writtenBytes: () => undefined,
  aborted: 'jobAborted',
  failed: 'jobFailed',
  rejected: 'jobRejected',
  completed: ({ totals, operation }) => {
    if (totals.failed > 0) return say('rowsFailed', { count: totals.failed });
    const isDeletion = operation === 'delete' || operation === 'hardDelete';
    if (operation === 'undelete') return say('allUndeleted', { count: totals.succeeded });
    return say(isDeletion ? 'allDeleted' : 'allSaved', { count: totals.succeeded });
  },
  announcedEnd: ({ totals: { succeeded, failed, unprocessed, unknown } }, sentence) =>
    say(unknown > 0 ? 'announceEndUnknown' : 'announceEnd', {
      outcome: sentence,
      succeeded,
      failed,
      unprocessed,
      unknown,
    }),
  announcedProgress: ({ totals: { processed, failed } }, phase, records) =>
    say('announceRunning', { phase, processed, failed, count: records }),
};

function stretches(job: JobSnapshot, records: number): readonly Stretch[] {
  const { processed, succeeded, failed, unprocessed, unknown } = job.totals;
  if (job.outcome !== undefined) {
    return [
      { name: 'good', share: succeeded / records },
      { name: 'bad', share: failed / records },
      { name: 'unsure', share: unknown / records },
      { name: 'left', share: unprocessed / records },
    ];
  }
  if (processed === 0 && job.bytes.total && isAt(job, 'uploading'))
    return [{ name: 'sent', share: Math.min(1, job.bytes.sent / job.bytes.total) }];
  return [
    { name: 'sent', share: Math.max(0, processed - failed) / records },
    { name: 'bad', share: failed / records },
  ];
}

function progressText(job: JobSnapshot): string {
  const { records, processed } = job.totals;
  if (isAt(job, 'downloading')) return say('downloadingNow');
  if (records !== undefined && (processed > 0 || isAt(job, 'processing')))
    return say('rowsProcessed', { processed, count: records });
  if (job.bytes.total !== undefined && isAt(job, 'uploading'))
    return say('uploaded', { sent: formatBytes(job.bytes.sent), total: formatBytes(job.bytes.total) });
  return say('reading', { file: job.fileName });
}

/** While the job runs, Salesforce counts processed rows. Which rows succeeded is known when a part is finished. */
function figures({ totals, outcome }: JobSnapshot): readonly Figure[] {
  const { records, processed, succeeded, failed, unprocessed, unknown } = totals;
  const running = outcome === undefined;
  return [
    { name: 'total', count: records },
    ...(running ? [{ name: 'processed', count: processed } as const] : []),
    ...(!running || succeeded > 0 ? [{ name: 'succeeded', count: succeeded } as const] : []),
    { name: 'failed', count: failed, bad: true },
    ...(unknown > 0 ? [{ name: 'unknown', count: unknown, bad: true } as const] : []),
    ...(!running || unprocessed > 0 ? [{ name: 'unprocessed', count: unprocessed } as const] : []),
  ];
}
