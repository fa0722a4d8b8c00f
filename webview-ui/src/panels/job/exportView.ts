// What an export shows where a load lists its rows: the file that the records go to.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { say } from './strings';

export function exportView(job: JobSnapshot, notify: Notify): TemplateResult {
  const { end, fileName } = job;
  const count = job.totals.succeeded;
  const sentence =
    end === undefined
      ? 'exporting'
      : end === 'complete'
        ? 'allExported'
        : count > 0
          ? 'partlyExported'
          : 'noneExported';
  return html`<div class="empty">
    <span class="large">${icon(end === undefined ? 'file' : end === 'complete' ? 'pass' : 'info')}</span>
    <p class="title">${say(sentence, { count, file: fileName })}</p>
    ${
      count > 0 && end !== undefined
        ? html`<vscode-button @click=${() => notify({ type: 'openSource' })}
            >${say('openFile', { file: fileName })}</vscode-button
          >`
        : nothing
    }
  </div>`;
}
