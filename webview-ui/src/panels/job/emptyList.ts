// What stands in place of the grid while a list has no rows.
import { html, type TemplateResult } from 'lit';
import type { JobSnapshot, RowList } from '../../../../src/shared/protocol/job';
import { icon, type IconName } from '../../icon';
import { say } from './strings';

export function emptyList(job: JobSnapshot, list: RowList): TemplateResult {
  const [name, title, hint] = words(job, list);
  return html`<div class="empty">
    <span class="large ${name}">${icon(name)}</span>
    <p class="title">${title}</p>
    <p>${hint}</p>
  </div>`;
}

function words(job: JobSnapshot, list: RowList): readonly [IconName, string, string] {
  const { succeeded, failed } = job.totals;
  if (job.totals[list] > 0) return ['loading', say('rowsLater'), ''];
  if (job.end === undefined)
    return ['info', list === 'failed' ? say('nothingFailedYet') : say('nothingYet'), say('rowsLater')];
  if (list === 'succeeded') return ['slash', say('nothingSucceeded'), ''];
  if (list === 'unprocessed') return ['pass', say('nothingUnprocessed'), say('nothingUnprocessedHint')];
  if (succeeded > 0) return ['pass', say('nothingFailed'), say('nothingFailedHint', { count: succeeded })];
  return ['info', failed === 0 ? say('nothingFailed') : say('rowsLater'), ''];
}
