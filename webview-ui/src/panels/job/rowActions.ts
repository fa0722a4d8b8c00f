// What can be done with the rows of a list: retry, copy and export them, reveal their file. The buttons are on the
// left, because VS Code's notifications cover the right.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../icon';
import { iconButton } from '../../iconButton';
import { say } from './strings';

export interface RowActions {
  readonly copy: () => void;
  readonly exportCsv: () => void;
  readonly reveal: () => void;
  /** Salesforce may have saved the rows, so the buttons must not invite to send them again. */
  readonly isUnknown: boolean;
  /** Missing where no row can be sent again. */
  readonly retry: ((edit: boolean) => void) | undefined;
}

export const rowActions = ({ copy, exportCsv, reveal, retry, isUnknown }: RowActions): TemplateResult =>
  html`<span class="buttons" slot="actions">
    ${retry && !isUnknown ? retryButtons(retry, isUnknown) : nothing}
    ${iconButton('copy', say('copyRows'), { hint: say('copyRowsHint'), act: copy })}
    ${iconButton('export', say('export'), { hint: say('export'), act: exportCsv })}
    <button class="button secondary" title=${say('reveal')} aria-label=${say('reveal')} @click=${reveal}>
      ${icon('folder')}
    </button>
    ${retry && isUnknown ? retryButtons(retry, isUnknown) : nothing}
  </span>`;

const retryButtons = (retry: (edit: boolean) => void, isUnknown: boolean): TemplateResult =>
  html`<span class="buttons">
    <button
      class="button ${isUnknown ? 'secondary' : ''}"
      title=${say(isUnknown ? 'retryUnknownHint' : 'retryRowsHint')}
      @click=${() => retry(false)}
    >
      ${say('retryRows')}
    </button>
    ${iconButton('edit', say('editRows'), { hint: say('editRowsHint'), act: () => retry(true) })}
  </span>`;
