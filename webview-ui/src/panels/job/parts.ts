// The parts of a load that was split into several Salesforce jobs.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobSnapshot, PartView } from '../../../../src/shared/protocol/job';
import { formatCount } from '../../format';
import { icon } from '../../icon';
import { remoteId } from './overview';
import type { Notify } from './pageKind';
import { say } from './strings';

const words = {
  waiting: 'partWaiting',
  creating: 'partCreating',
  uploading: 'partUploading',
  uploaded: 'partUploaded',
  processing: 'partProcessing',
  downloading: 'partDownloading',
  finished: 'partFinished',
} as const;

const figures = ['total', 'processed', 'succeeded', 'failed', 'unprocessed', 'unknown'] as const;
const bad: ReadonlySet<string> = new Set(['failed', 'unknown']);

export function parts(
  job: JobSnapshot,
  notify: Notify,
  disclosure: { readonly open: boolean; readonly toggled: (open: boolean) => void },
): TemplateResult | typeof nothing {
  if (job.parts.length < 2) return nothing;
  const columns = ['part', 'remoteJob', 'state', ...figures] as const;
  return html`<details
    class="parts"
    ?open=${disclosure.open}
    @toggle=${(event: Event) => disclosure.toggled((event.target as HTMLDetailsElement).open)}
  >
    <summary>${say('parts', { count: job.parts.length })}</summary>
    <div class="tablebox" tabindex="0" role="region" aria-label=${say('parts', { count: job.parts.length })}>
      <table>
        <thead>
          <tr>
            ${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${job.parts.map((part) => partRow(part, notify))}
        </tbody>
      </table>
    </div>
  </details>`;
}

const partRow = (part: PartView, notify: Notify): TemplateResult =>
  html`<tr>
    <th scope="row">${part.index + 1}</th>
    <td class="text">${part.remoteId ? remoteId(part.index, part.remoteId, notify) : '–'}</td>
    <td class="text" title=${part.message ?? nothing}>
      ${part.message ? icon('warning') : nothing} ${part.remoteState ?? say(words[part.phase])}
    </td>
    ${figures.map((name) => {
      const count = name === 'total' ? part.records : part[name];
      return html`<td class=${bad.has(name) && count > 0 ? 'bad' : ''}>${formatCount(count)}</td>`;
    })}
  </tr>`;
