// The title of the mapping page and what can be done with the whole file.
import { html, nothing, type TemplateResult } from 'lit';
import type { MappingSnapshot } from '../../../../src/shared/protocol/mapping';
import { iconButton } from '../../iconButton';
import { say } from './strings';

export function pageHeader(
  { object, csv }: MappingSnapshot,
  act: (act: 'load' | 'chooseCsv' | 'openText') => void,
): TemplateResult {
  return html`<header>
    <h1>${[object, csv].filter(Boolean).join(' · ')}</h1>
    ${csv === undefined ? nothing : html`<button class="button" @click=${() => act('load')}>${say('load')}</button>`}
    ${iconButton('folder', say('chooseCsv'), { hint: say('chooseCsv'), act: () => act('chooseCsv') })}
    ${iconButton('edit', say('openText'), { hint: say('openText'), act: () => act('openText') })}
  </header>`;
}
