// What can be done with the active column.
import { html, nothing, type TemplateResult } from 'lit';
import type { MappedColumn } from '../../../../src/shared/protocol/mapping';
import { say } from './strings';

interface ColumnActs {
  readonly convert: () => void;
  readonly leaveOut: (column: string) => void;
}

export function columnButtons(
  column: MappedColumn | undefined,
  { convert, leaveOut }: ColumnActs,
): TemplateResult | typeof nothing {
  if (!column) return nothing;
  return html`<span>
    <button class="button secondary" ?disabled=${!column.conversion} @click=${convert}>${say('convert')}</button>
    <button class="button secondary" ?disabled=${column.isLeftOut} @click=${() => leaveOut(column.name)}>
      ${say('leaveOut')}
    </button>
  </span>`;
}
