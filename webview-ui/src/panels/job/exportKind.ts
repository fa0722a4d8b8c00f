// How the job panel shows an export: its file and its query in place of rows.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import { isAt, type Notify, type PageKind } from './pageKind';
import { say, type SentenceName } from './strings';

export const exportKind: PageKind = {
  facts: ({ query }) =>
    query
      ? [say(query.format), ...(query.isRest ? [say('restApi')] : []), ...(query.all ? [say('withDeleted')] : [])]
      : [],
  // The file exists only after the last record has arrived.
  hasFile: ({ outcome }) => outcome === 'completed',
  downloading: 'downloadingRecords',
  stretches: ({ outcome, totals: { succeeded } }, records) => [
    { name: outcome === 'completed' ? 'good' : 'sent', share: Math.min(1, succeeded / records) },
  ],
  progressText: (job) => {
    const { records, succeeded } = job.totals;
    if (isAt(job, 'preparing')) return say('checkingQuery');
    return records === undefined || succeeded === 0
      ? say('querying')
      : say('recordsExported', { exported: succeeded, count: records });
  },
  figures: ({ outcome, totals: { records, succeeded } }) => [
    { name: 'records', count: records },
    { name: outcome === undefined || outcome === 'completed' ? 'exported' : 'downloaded', count: succeeded },
  ],
  rate: 'exportRate',
  writtenBytes: ({ outcome, bytes }) =>
    bytes.sent > 0 && (outcome === undefined || outcome === 'completed') ? bytes.sent : undefined,
  aborted: 'exportAborted',
  failed: 'exportFailed',
  rejected: 'exportRejected',
  completed: ({ totals, fileName }) => say('allExported', { count: totals.succeeded, file: fileName }),
  // What an export saved is part of its sentence.
  announcedEnd: (_, sentence) => sentence,
  announcedProgress: ({ totals: { succeeded } }, phase, records) =>
    say('announceExporting', { phase, exported: succeeded, count: records }),
  section: exportView,
};

function exportView(job: JobSnapshot, notify: Notify): TemplateResult {
  const { outcome, fileName: file, query } = job;
  return html`<div class="export">
    <div class="empty">
      <span class="large">${icon(outcome === undefined ? 'file' : outcome === 'completed' ? 'pass' : 'info')}</span>
      <p class="title">${say(sentenceOf(job), { count: job.totals.succeeded, file })}</p>
      ${job.restarted === undefined ? nothing : html`<p class="hint">${job.restarted}</p>`}
      ${outcome === 'completed' ? buttons(file, notify) : nothing}
    </div>
    ${query ? html`<pre class="soql" tabindex="0" aria-label=${say('exportQuery')}>${query.soql}</pre>` : nothing}
  </div>`;
}

const buttons = (file: string, notify: Notify): TemplateResult =>
  html`<p class="buttons">
    <button class="button" @click=${() => notify({ type: 'openSource' })}>${say('openFile', { file })}</button>
    <button class="button secondary" @click=${() => notify({ type: 'revealSource' })}>${say('revealFile')}</button>
  </p>`;

function sentenceOf({ outcome, totals, query }: JobSnapshot): SentenceName {
  if (outcome === undefined) return 'exporting';
  if (outcome !== 'completed') return 'notExported';
  if (totals.succeeded > 0) return 'allExported';
  return query?.format === 'jsonl' ? 'nothingFoundLines' : 'nothingFound';
}
