// The search field of a table.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icon';
import { say } from './strings';

export interface SearchField {
  readonly text: string;
  readonly typed: (text: string) => void;
  readonly clear: () => void;
}

export const searchField = ({ text, typed, clear }: SearchField): TemplateResult =>
  html`<label class="searchbox">
    ${icon('search')}
    <input
      type="text"
      spellcheck="false"
      .value=${text}
      aria-label=${say('search')}
      placeholder=${say('search')}
      @input=${(event: Event) => typed((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') clear();
      }}
    />
    ${text ? clearButton(clear) : nothing}
  </label>`;

const clearButton = (clear: () => void): TemplateResult =>
  html`<button class="plain small" title=${say('clearSearch')} aria-label=${say('clearSearch')} @click=${clear}>
    ${icon('close')}
  </button>`;
