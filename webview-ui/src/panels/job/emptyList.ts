// What a list of rows shows while it is empty.
import { html, type TemplateResult } from 'lit';
import type { JobSnapshot, RowList } from '../../../../src/shared/protocol/job';
import { icon, type IconName } from '../../icon';
import { kindOf } from './kinds';
import { say } from './strings';

export function emptyList(job: JobSnapshot, list: RowList): TemplateResult {
  const [name, title, hint] = words(job, list);
  return html`<div slot="empty" class="empty">
    <span class="large">${icon(name)}</span>
    <p class="title">${title}</p>
    <p>${hint}</p>
  </div>`;
}

function words(job: JobSnapshot, list: RowList): readonly [IconName, string, string] {
  const { succeeded, unknown } = job.totals;
  if (job.totals[list] > 0) return ['loading', say('rowsLater'), ''];
  if (job.outcome === undefined)
    return ['info', list === 'failed' ? say('noneFailedYet') : say('noneYet'), say('rowsLater')];
  if (list === 'succeeded') return ['slash', say('noneSucceeded'), ''];
  if (list === 'unprocessed') return ['pass', say('noneUnprocessed'), unknown > 0 ? '' : say('noneUnprocessedHint')];
  if (job.outcome === 'completed') return ['pass', say('noneFailed'), kindOf(job).completed(job)];
  if (unknown > 0) return ['info', say('noFailedRows'), say('someUnknown')];
  return ['info', say('noFailedRows'), say(succeeded === 0 ? 'noneProcessed' : 'restUnprocessed')];
}
