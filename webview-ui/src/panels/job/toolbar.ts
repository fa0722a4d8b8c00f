// What can be done with the rows of a list: search them, copy them, export them, find their file. The buttons stand on
// the left: VS Code's notifications lie over the right.
import { html, nothing, type TemplateResult } from 'lit';
import type { RowFilter, RowList } from '../../../../src/shared/protocol/job';
import { icon } from '../../icon';
import type { Notify } from './overview';
import { say } from './strings';

export interface ToolbarParts {
  readonly list: RowList;
  /** What stands in the search field, filtered for or not yet. */
  readonly draft: string;
  /** How many rows there are, as a sentence. */
  readonly found: string;
  readonly typed: (text: string) => void;
  readonly clear: () => void;
  readonly filter: () => RowFilter;
  readonly notify: Notify;
  /** Missing where no row can be sent again. */
  readonly retry: ((edit: boolean) => void) | undefined;
}

export function toolbar({ list, draft, found, typed, clear, filter, notify, retry }: ToolbarParts): TemplateResult {
  return html`<div class="toolbar">
    <span class="buttons">
      ${retry ? retryButtons(retry) : nothing}
      <vscode-button
        secondary
        title=${say('copyRowsHint')}
        @click=${() => notify({ type: 'copyRows', filter: filter() })}
      >
        ${icon('copy')} ${say('copyRows')}
      </vscode-button>
      <vscode-button secondary @click=${() => notify({ type: 'exportRows', filter: filter() })}>
        ${icon('export')} ${say('export')}
      </vscode-button>
      <vscode-button
        secondary
        title=${say('reveal')}
        aria-label=${say('reveal')}
        @click=${() => notify({ type: 'revealFile', list })}
      >
        ${icon('folder')}
      </vscode-button>
    </span>
    <label class="searchbox">
      ${icon('search')}
      <input
        type="text"
        spellcheck="false"
        .value=${draft}
        aria-label=${say('search')}
        placeholder=${say('search')}
        @input=${(event: Event) => typed((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') clear();
        }}
      />
      ${draft ? clearButton(clear) : nothing}
    </label>
    <span class="found">${found}</span>
  </div>`;
}

const retryButtons = (retry: (edit: boolean) => void): TemplateResult =>
  html`<vscode-button title=${say('retryRowsHint')} @click=${() => retry(false)}>${say('retryRows')}</vscode-button>
    <vscode-button secondary title=${say('editRowsHint')} @click=${() => retry(true)}>
      ${say('editRows')}
    </vscode-button>`;

const clearButton = (clear: () => void): TemplateResult =>
  html`<button class="plain small" title=${say('clearSearch')} aria-label=${say('clearSearch')} @click=${clear}>
    ${icon('close')}
  </button>`;
