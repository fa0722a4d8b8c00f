// What an export shows where a load lists its rows: the file that the records go to, and the query.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { say, type SentenceKey } from './strings';

export function exportView(job: JobSnapshot, notify: Notify): TemplateResult {
  const { end, fileName: file, query } = job;
  return html`<div class="export">
    <div class="empty">
      <span class="large">${icon(end === undefined ? 'file' : end === 'complete' ? 'pass' : 'info')}</span>
      <p class="title">${say(sentenceOf(job), { count: job.totals.succeeded, file })}</p>
      ${job.begunAnew === undefined ? nothing : html`<p class="hint">${job.begunAnew}</p>`}
      ${end === 'complete' ? buttons(file, notify) : nothing}
    </div>
    ${query ? html`<pre class="soql" tabindex="0" aria-label=${say('exportQuery')}>${query.soql}</pre>` : nothing}
  </div>`;
}

const buttons = (file: string, notify: Notify): TemplateResult =>
  html`<p class="buttons">
    <vscode-button @click=${() => notify({ type: 'openSource' })}>${say('openFile', { file })}</vscode-button>
    <vscode-button secondary @click=${() => notify({ type: 'revealSource' })}>${say('revealFile')}</vscode-button>
  </p>`;

function sentenceOf({ end, totals, query }: JobSnapshot): SentenceKey {
  if (end === undefined) return 'exporting';
  if (end !== 'complete') return 'notExported';
  if (totals.succeeded > 0) return 'allExported';
  return query?.format === 'jsonl' ? 'nothingFoundLines' : 'nothingFound';
}
