// The first rows after conversion. Changed cells and cells that cannot be converted are marked.
import { html, type TemplateResult } from 'lit';
import type { MappingPreview } from '../../../../src/shared/protocol/mapping';
import { say } from './strings';
import { place, shownItems } from './virtualList';

const cellPx = { width: 160, height: 22 };

export interface PreviewView {
  readonly top: number;
  readonly left: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export function previewTable(
  { fields, rows }: MappingPreview,
  { top, left, widthPx, heightPx }: PreviewView,
  scroll: (event: Event) => void,
): TemplateResult {
  const across = shownItems(left, widthPx, cellPx.width, fields.length);
  const down = shownItems(top, heightPx, cellPx.height, rows.length);
  const places = Array.from({ length: across.to - across.from }, (_, nth) => across.from + nth);
  return html`<div
    class="list"
    id="preview"
    role="grid"
    tabindex="0"
    aria-label=${say('preview')}
    aria-rowcount=${rows.length + 1}
    aria-colcount=${fields.length}
    @scroll=${scroll}
  >
    <div
      class="rows"
      role="presentation"
      .style=${place({ width: fields.length * cellPx.width, height: (rows.length + 1) * cellPx.height })}
    >
      <div role="row" aria-rowindex="1">
        ${places.map(
          (at) =>
            html`<div
              class="cell head"
              role="columnheader"
              aria-colindex=${at + 1}
              title=${fields[at] ?? ''}
              .style=${place({ left: at * cellPx.width, top: 0 })}
            >
              ${fields[at]}
            </div>`,
        )}
      </div>
      ${rows.slice(down.from, down.to).map((row, nth) => previewRow(row, down.from + nth, places))}
    </div>
  </div>`;
}

const previewRow = (row: MappingPreview['rows'][number], at: number, places: readonly number[]): TemplateResult =>
  html`<div role="row" aria-rowindex=${at + 2}>
    ${places.map((column) => {
      const { value = '', isChanged = false, problem } = row[column] ?? {};
      const mark = problem !== undefined ? 'bad' : isChanged ? 'changed' : '';
      return html`<div
        class="cell ${mark}"
        role="gridcell"
        aria-colindex=${column + 1}
        title=${problem ?? value}
        .style=${place({ left: column * cellPx.width, top: (at + 1) * cellPx.height })}
      >
        ${problem ?? value}
      </div>`;
    })}
  </div>`;
