// Where the code of the org failed a row, in words and as a button that opens it.
import { html, nothing, type TemplateResult } from 'lit';
import { readCodePlace } from '../../../../src/shared/protocol/codePlace';
import type { Notify } from './pageKind';
import { say } from './strings';

/** `AccountTrigger, line 5`; empty for a row that no code failed. */
export function placeText(cell: string): string {
  const place = readCodePlace(cell);
  return place ? say('codePlace', { name: place.name, line: String(place.line) }) : '';
}

export const placeButton = (cell: string, notify: Notify): TemplateResult | typeof nothing =>
  placeText(cell) === ''
    ? nothing
    : html`<button class="button secondary" @click=${() => notify({ type: 'openCode', place: cell })}>
        ${say('openCode', { place: placeText(cell) })}
      </button>`;
