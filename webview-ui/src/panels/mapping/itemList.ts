// A list box that draws only the items in view. Its active item is chosen by keyboard, mouse or a screen reader.
import { html, type TemplateResult } from 'lit';
import { place, shownItems } from './virtualList';

export const itemPx = 42;

export interface ItemList<T> {
  readonly id: string;
  readonly label: string;
  readonly items: readonly T[];
  readonly active: number;
  readonly scrolled: number;
  readonly viewPx: number;
  readonly content: (item: T) => TemplateResult;
  readonly scroll: (top: number) => void;
  readonly choose: (at: number) => void;
  /** On a double click, which chooses the item once. */
  readonly accept?: (at: number) => void;
  readonly key: (event: KeyboardEvent) => void;
  /** What a dragged item is. */
  readonly drag?: (at: number) => string;
  readonly drop?: (at: number, dragged: string) => void;
}

export function itemList<T>(list: ItemList<T>): TemplateResult {
  const { id, label, items, active } = list;
  const { from, to } = shownItems(list.scrolled, list.viewPx, itemPx, items.length);
  const shown = items.slice(from, to);
  return html`<div
    class="list"
    id=${id}
    role="listbox"
    tabindex="0"
    aria-label=${label}
    aria-activedescendant=${active >= from && active < to ? `${id}-${active}` : ''}
    @scroll=${(event: Event) => list.scroll((event.currentTarget as HTMLElement).scrollTop)}
    @keydown=${list.key}
  >
    <div class="rows" role="presentation" .style=${place({ height: items.length * itemPx })}>
      ${shown.map((item, nth) => option(list, item, from + nth))}
    </div>
  </div>`;
}

const option = <T>(list: ItemList<T>, item: T, at: number): TemplateResult =>
  html`<div
    class="item ${at === list.active ? 'active' : ''}"
    id="${list.id}-${at}"
    role="option"
    aria-selected=${at === list.active ? 'true' : 'false'}
    aria-setsize=${list.items.length}
    aria-posinset=${at + 1}
    draggable=${list.drag ? 'true' : 'false'}
    .style=${place({ top: at * itemPx })}
    @click=${({ detail }: MouseEvent) => detail < 2 && list.choose(at)}
    @dblclick=${() => list.accept?.(at)}
    @dragstart=${(event: DragEvent) => event.dataTransfer?.setData('text/plain', list.drag?.(at) ?? '')}
    @dragover=${(event: DragEvent) => over(event, list.drop !== undefined)}
    @dragleave=${(event: DragEvent) => (event.currentTarget as HTMLElement).classList.remove('over')}
    @drop=${(event: DragEvent) => dropped(event, (text) => list.drop?.(at, text))}
  >
    ${list.content(item)}
  </div>`;

function over(event: DragEvent, takes: boolean): void {
  if (!takes) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.add('over');
}

function dropped(event: DragEvent, take: (text: string) => void): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.remove('over');
  take(event.dataTransfer?.getData('text/plain') ?? '');
}

/** Undefined for a key that moves nothing. */
export function movedBy(key: string, at: number, count: number, viewPx: number): number | undefined {
  const page = Math.max(1, Math.floor(viewPx / itemPx) - 1);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const moved = Object.hasOwn(places, key) ? places[key] : undefined;
  return moved === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, moved));
}
