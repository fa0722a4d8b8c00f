// The active row in full: its error as Salesforce reported it, and the uncut value of the active cell. The buttons are
// on the left, because VS Code's notifications cover the right.
import { html, nothing, type TemplateResult } from 'lit';
import type { JobToHost, RowColumn } from '../../../../src/shared/protocol/job';
import { cellOf } from '../../grid/columns';
import type { TableCell } from '../../grid/table';
import { icon } from '../../icon';
import { iconButton } from '../../iconButton';
import { placeButton } from './codePlace';
import type { Notify } from './pageKind';
import { say } from './strings';
import { takenBy, type TakenBy } from './takenBy';

export function details(active: TableCell | undefined, notify: Notify): TemplateResult {
  return html`<section slot="details" class="details" aria-label=${say('details')}>
    ${active ? content(active, notify) : nothing}
  </section>`;
}

type OpenLine = Extract<JobToHost, { type: 'openLine' | 'openAddedLine' }>;

/** What opens the line in a cell; undefined for a row that is in no file. */
export function openLineFor(cell: string): OpenLine | undefined {
  const line = Number(cell);
  if (line === 0) return undefined;
  return { type: cell.startsWith('+') ? 'openAddedLine' : 'openLine', line };
}

function content(active: TableCell, notify: Notify): TemplateResult {
  const of = (id: RowColumn): string => cellOf(active.columns, active.cells, id);
  const attempt = takenBy(of('retry'));
  const toLine = openLineFor(of('line'));
  const column = active.columns[active.column];
  const isError = of('code') !== '' || of('message') !== '';
  const error = [of('code'), of('message'), of('fields')].filter(Boolean).join('\n');
  return html`<div class="actions">
      ${
        toLine
          ? html`<button class="button secondary" @click=${() => notify(toLine)}>
              ${say('openLine', { line: String(toLine.line) })}
            </button>`
          : nothing
      }
      ${placeButton(of('place'), notify)}
      ${
        isError
          ? iconButton('copy', say('copyError'), {
              hint: say('copyError'),
              act: () => notify({ type: 'copyText', text: error }),
            })
          : recordButton(of('recordId'), notify)
      }
      ${attempt ? attemptButton(attempt, notify) : nothing}
    </div>
    <div class="said">
      ${attempt ? html`<p class="again">${icon('sync')} ${say('sentAgain', { attempt: attempt.label })}</p>` : nothing}
      ${
        isError
          ? html`<p class="error">
                ${icon('error')}
                <b>${of('code')}</b> ${of('fields') ? html`<span class="fields">${of('fields')}</span>` : nothing}
              </p>
              <p class="message">${of('message').replace(/\n{2,}/g, '\n')}</p>`
          : nothing
      }
      ${column?.id.startsWith('source:') ? cellValue(column.label, active.cells[active.column] ?? '') : nothing}
    </div>`;
}

const cellValue = (label: string, value: string): TemplateResult =>
  html`<p class="value">
    <b>${label}</b> ${value === '' ? html`<i>${say('empty')}</i>` : html`<span>${value}</span>`}
  </p>`;

const attemptButton = ({ label, index }: TakenBy, notify: Notify): TemplateResult | typeof nothing =>
  index === undefined
    ? nothing
    : html`<button class="button secondary" @click=${() => notify({ type: 'openAttempt', index })}>
        ${say('openAttempt', { attempt: label })}
      </button>`;

const recordButton = (recordId: string, notify: Notify): TemplateResult | typeof nothing =>
  recordId === ''
    ? nothing
    : html`<button class="button secondary" @click=${() => notify({ type: 'openRecord', recordId })}>
        ${say('openRecord')}
      </button>`;
