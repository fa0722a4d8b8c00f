// What the mapping page says above its lists and above the rows.
import { html, nothing, type TemplateResult } from 'lit';
import type { MappingPreview, MappingSnapshot } from '../../../../src/shared/protocol/mapping';
import { say } from './strings';

export function mappingFacts({ columns, fields }: MappingSnapshot): TemplateResult {
  const sent = columns.filter(({ field }) => field !== undefined);
  const open = columns.filter(({ field, isLeftOut }) => field === undefined && !isLeftOut);
  const has = new Set(sent.map(({ field }) => field));
  const missing = fields.filter(({ name, isRequired }) => isRequired && !has.has(name));
  const facts = [
    say('sends', { count: sent.length }),
    ...(open.length > 0 ? [say('open', { count: open.length })] : []),
    ...(missing.length > 0 ? [say('missing', { names: missing.map(({ label }) => label).join(', ') })] : []),
  ];
  return html`<div class="facts">${facts.join(' · ')}</div>
    <div class="facts">${say('help')}</div>`;
}

/** What the mark of changed cells means; nothing where no cell has it. */
export const legend = ({ rows }: MappingPreview): TemplateResult | typeof nothing =>
  rows.some((row) => row.some(({ isChanged }) => isChanged))
    ? html`<span class="legend"><span class="swatch changed"></span>${say('changed')}</span>`
    : nothing;
