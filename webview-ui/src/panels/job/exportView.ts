// What the panel shows of an export in place of the rows of a load: its file and its query.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { say, type SentenceName } from './strings';

export function exportView(job: JobSnapshot, notify: Notify): TemplateResult {
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
    <vscode-button @click=${() => notify({ type: 'openSource' })}>${say('openFile', { file })}</vscode-button>
    <vscode-button secondary @click=${() => notify({ type: 'revealSource' })}>${say('revealFile')}</vscode-button>
  </p>`;

function sentenceOf({ outcome, totals, query }: JobSnapshot): SentenceName {
  if (outcome === undefined) return 'exporting';
  if (outcome !== 'completed') return 'notExported';
  if (totals.succeeded > 0) return 'allExported';
  return query?.format === 'jsonl' ? 'nothingFoundLines' : 'nothingFound';
}
