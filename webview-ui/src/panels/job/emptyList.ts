// What stands in place of the grid while a list has no rows.
import { html, type TemplateResult } from 'lit';
import type { JobSnapshot, RowList } from '../../../../src/shared/protocol/job';
import { icon, type IconName } from '../../icon';
import { savedSentence } from './overview';
import { say } from './strings';

export function emptyList(job: JobSnapshot, list: RowList): TemplateResult {
  const [name, title, hint] = words(job, list);
  return html`<div class="empty">
    <span class="large">${icon(name)}</span>
    <p class="title">${title}</p>
    <p>${hint}</p>
  </div>`;
}

function words(job: JobSnapshot, list: RowList): readonly [IconName, string, string] {
  const { succeeded } = job.totals;
  if (job.totals[list] > 0) return ['loading', say('rowsLater'), ''];
  if (job.end === undefined)
    return ['info', list === 'failed' ? say('nothingFailedYet') : say('nothingYet'), say('rowsLater')];
  if (list === 'succeeded') return ['slash', say('nothingSucceeded'), ''];
  if (list === 'unprocessed') return ['pass', say('nothingUnprocessed'), say('nothingUnprocessedHint')];
  if (job.end === 'complete') return ['pass', say('nothingFailed'), savedSentence(job)];
  return ['info', say('noFailedRows'), say(succeeded === 0 ? 'notReached' : 'restUnprocessed')];
}
