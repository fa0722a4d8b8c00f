// The fields of the object beside the columns: a search, and the list of those that match it.
import { html, type TemplateResult } from 'lit';
import type { MappableField, MappingSnapshot } from '../../../../src/shared/protocol/mapping';
import { itemList } from './itemList';
import { fieldItem } from './items';
import { say } from './strings';

export interface FieldSide {
  /** The fields that match the search. */
  readonly found: readonly MappableField[];
  readonly query: string;
  readonly active: number;
  readonly scrolled: number;
  readonly viewPx: number;
  readonly search: (query: string) => void;
  readonly scroll: (top: number) => void;
  readonly key: (event: KeyboardEvent) => void;
  /** Maps a column that was dragged there, or else the active one. */
  readonly map: (at: number, column?: string) => void;
}

export function fieldSide(snapshot: MappingSnapshot, side: FieldSide): TemplateResult {
  const { object, fields } = snapshot;
  const none = fields.length === 0 ? say('noFields') : say('noMatch');
  return html`<div class="heading"><h2>${say('fields', { object })}</h2></div>
    <input
      class="search"
      type="search"
      aria-label=${say('search')}
      aria-controls="fields"
      placeholder=${say('search')}
      .value=${side.query}
      @input=${(event: Event) => side.search((event.currentTarget as HTMLInputElement).value)}
      @keydown=${side.key}
    />
    ${side.found.length > 0 ? fieldList(snapshot, side) : html`<p class="nomatch">${none}</p>`}`;
}

function fieldList({ columns, object }: MappingSnapshot, side: FieldSide): TemplateResult {
  const columnOf = new Map(columns.flatMap(({ name, field }) => (field === undefined ? [] : [[field, name] as const])));
  return itemList({
    id: 'fields',
    label: say('fields', { object }),
    items: side.found,
    active: side.active,
    scrolled: side.scrolled,
    viewPx: side.viewPx,
    content: fieldItem(columnOf),
    scroll: side.scroll,
    choose: (at) => side.map(at),
    key: side.key,
    drop: (at, column) => side.map(at, column),
  });
}
