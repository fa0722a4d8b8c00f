// The active row in full: its error as Salesforce said it, and the value of the active cell uncut. The buttons stand on
// the left: VS Code's notifications lie over the right.
import { html, nothing, type TemplateResult } from 'lit';
import type { Column } from '../../grid/columns';
import type { Cells } from '../../grid/feed';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { cellOf } from './rowsTable';
import { say } from './strings';

export interface ActiveCell {
  readonly row: Cells;
  readonly column: number;
}

export function details(columns: readonly Column[], active: ActiveCell | undefined, notify: Notify): TemplateResult {
  if (!active) return html`<section class="details" aria-label=${say('details')}></section>`;
  const of = (id: string): string => cellOf(columns, active.row, id);
  const line = Number(of('line'));
  const column = columns[active.column];
  const isError = of('code') !== '' || of('message') !== '';
  return html`<section class="details" aria-label=${say('details')}>
    <div class="actions">
      ${
        line > 0
          ? html`<vscode-button secondary @click=${() => notify({ type: 'openLine', line })}
              >${say('openLine', { line: String(line) })}</vscode-button
            >`
          : nothing
      }
      ${
        isError
          ? html`<vscode-button secondary @click=${() => notify({ type: 'copyText', text: errorText(of) })}
              >${say('copyMessage')}</vscode-button
            >`
          : recordButton(of('recordId'), notify)
      }
    </div>
    <div class="said">
      ${
        isError
          ? html`<p class="error">
                ${icon('error')}
                <b>${of('code')}</b> ${of('fields') ? html`<span class="fields">${of('fields')}</span>` : nothing}
              </p>
              <p class="message">${of('message')}</p>`
          : nothing
      }
      ${column?.id.startsWith('source:') ? cellValue(column, active) : nothing}
    </div>
  </section>`;
}

function cellValue(column: Column, active: ActiveCell): TemplateResult {
  const value = active.row[active.column] ?? '';
  return html`<p class="value">
    <b>${column.label}</b> ${value === '' ? html`<i>${say('empty')}</i>` : html`<span>${value}</span>`}
  </p>`;
}

const recordButton = (recordId: string, notify: Notify): TemplateResult | typeof nothing =>
  recordId === ''
    ? nothing
    : html`<vscode-button secondary @click=${() => notify({ type: 'openRecord', recordId })}
        >${say('openRecord')}</vscode-button
      >`;

const errorText = (of: (id: string) => string): string =>
  [of('code'), of('message'), of('fields')].filter(Boolean).join('\n');
