// Turns presses, drags and clicks in the body of the grid into places.
import type { Place } from './selection';

export interface PointerActions {
  readonly find: (element: Element) => Place | undefined;
  readonly isSelected: (place: Place) => boolean;
  readonly move: (place: Place, how: Move) => void;
  readonly open: (place: Place, how: Opening) => void;
  /** Text to show while the pointer is over the place. */
  readonly tip: (place: Place) => string;
}

/** A press selects a cell alone, with Shift the block up to it, with Ctrl or Cmd beside what is selected. */
export type Move = 'alone' | 'extend' | 'toggle';

/** A click opens links, a double click anything else, Enter everything. */
export type Opening = 'click' | 'doubleClick' | 'key';

const isToggle = ({ ctrlKey, metaKey }: MouseEvent): boolean => ctrlKey || metaKey;

export function followPointer(body: HTMLElement, { find, isSelected, move, open, tip }: PointerActions): void {
  let pressed: Place | undefined;
  let dragged = false;
  const under = (event: Event): Place | undefined => (event.target instanceof Element ? find(event.target) : undefined);
  body.addEventListener('pointerdown', (event) => {
    const place = under(event);
    if (!place || event.button === 1) return;
    // Without it, the browser moves the focus to the cell, which selects the cell alone, before a menu opens.
    event.preventDefault();
    if (event.button !== 0) return;
    pressed = place;
    dragged = false;
    move(place, event.shiftKey ? 'extend' : isToggle(event) ? 'toggle' : 'alone');
  });
  body.addEventListener('pointermove', (event) => {
    if (!pressed || (event.buttons & 1) === 0) return;
    const place = under(event);
    if (!place || (place.row === pressed.row && place.column === pressed.column && !dragged)) return;
    dragged = true;
    move(place, 'extend');
  });
  body.addEventListener('click', (event) => {
    const place = under(event);
    if (place && !dragged && !event.shiftKey && !isToggle(event)) open(place, 'click');
    pressed = undefined;
  });
  body.addEventListener('dblclick', (event) => {
    const place = under(event);
    if (place) open(place, 'doubleClick');
  });
  body.addEventListener('contextmenu', (event) => {
    const place = under(event);
    // The menu is about the selection, which a press beside it replaces, as in a spreadsheet.
    if (place && !isSelected(place)) move(place, 'alone');
  });
  body.addEventListener('pointerover', (event) => {
    const place = under(event);
    if (place && event.target instanceof HTMLElement) event.target.title = tip(place);
  });
}
