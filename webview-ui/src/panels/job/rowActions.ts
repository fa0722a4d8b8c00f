// What can be done with the rows of a list: retry, copy and export them, reveal their file. The buttons are on the left,
// because VS Code's notifications cover the right.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../icon';
import { say } from './strings';

export interface RowActions {
  readonly copy: () => void;
  readonly exportCsv: () => void;
  readonly reveal: () => void;
  /** Missing where no row can be sent again. */
  readonly retry: ((edit: boolean) => void) | undefined;
}

export const rowActions = ({ copy, exportCsv, reveal, retry }: RowActions): TemplateResult =>
  html`<span class="buttons" slot="actions">
    ${retry ? retryButtons(retry) : nothing}
    <vscode-button secondary title=${say('copyRowsHint')} @click=${copy}>
      ${icon('copy')} ${say('copyRows')}
    </vscode-button>
    <vscode-button secondary @click=${exportCsv}>${icon('export')} ${say('export')}</vscode-button>
    <vscode-button secondary title=${say('reveal')} aria-label=${say('reveal')} @click=${reveal}>
      ${icon('folder')}
    </vscode-button>
  </span>`;

const retryButtons = (retry: (edit: boolean) => void): TemplateResult =>
  html`<vscode-button title=${say('retryRowsHint')} @click=${() => retry(false)}>${say('retryRows')}</vscode-button>
    <vscode-button secondary title=${say('editRowsHint')} @click=${() => retry(true)}>
      ${say('editRows')}
    </vscode-button>`;
