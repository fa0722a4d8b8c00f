// What the two lists show of a column and of a field.
import { html, nothing, type TemplateResult } from 'lit';
import type { MappableField, MappedColumn } from '../../../../src/shared/protocol/mapping';
import { icon } from '../../icon';
import { say } from './strings';

export function columnItem({ name, samples, field, steps, isLeftOut, warning }: MappedColumn): TemplateResult {
  const target = field ?? (isLeftOut ? say('leftOut') : say('notMapped'));
  return html`<div class="line">
      <span class="name" title=${name}>${name}</span>
      <span class="target" title=${target}>${markOf(field, isLeftOut, warning)} ${target}</span>
    </div>
    <div class="line second">
      <span class="name" title=${samples}>${samples}</span>
      <span class="target" title=${warning || steps}>${warning || steps}</span>
    </div>`;
}

const markOf = (field: string | undefined, isLeftOut: boolean, warning: string): TemplateResult =>
  icon(warning !== '' ? 'warning' : field !== undefined ? 'check' : isLeftOut ? 'slash' : 'circle');

export const fieldItem =
  (columnOf: ReadonlyMap<string, string>) =>
  ({ name, label, facts, isRequired }: MappableField): TemplateResult => {
    const column = columnOf.get(name);
    return html`<div class="line">
        <span class="name" title=${label}>${label}${isRequired ? html` (${say('required')})` : nothing}</span>
        <span class="target" title=${column ?? ''}>${column ?? ''}</span>
      </div>
      <div class="line second">
        <span class="name">${name}</span>
        <span class="target">${facts}</span>
      </div>`;
  };

/** Each word of the search is in the label or the name. */
export function matching(fields: readonly MappableField[], query: string): readonly MappableField[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return fields.filter(({ name, label }) => {
    const text = `${label} ${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
