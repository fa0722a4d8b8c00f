// Turns presses, drags and clicks in the body of the grid into places.
import type { Place } from './selection';

export interface PointerActions {
  readonly find: (element: Element) => Place | undefined;
  readonly move: (place: Place, extend: boolean) => void;
  readonly open: (place: Place, how: Opening) => void;
  /** Text to show while the pointer is over the place. */
  readonly tip: (place: Place) => string;
}

/** A click opens links, a double click anything else, Enter everything. */
export type Opening = 'click' | 'doubleClick' | 'key';

export function followPointer(body: HTMLElement, { find, move, open, tip }: PointerActions): void {
  let pressed: Place | undefined;
  let dragged = false;
  const under = (event: Event): Place | undefined => (event.target instanceof Element ? find(event.target) : undefined);
  body.addEventListener('pointerdown', (event) => {
    const place = under(event);
    if (!place || event.button !== 0) return;
    event.preventDefault();
    pressed = place;
    dragged = false;
    move(place, event.shiftKey);
  });
  body.addEventListener('pointermove', (event) => {
    if (!pressed || (event.buttons & 1) === 0) return;
    const place = under(event);
    if (!place || (place.row === pressed.row && place.column === pressed.column && !dragged)) return;
    dragged = true;
    move(place, true);
  });
  body.addEventListener('click', (event) => {
    const place = under(event);
    if (place && !dragged && !event.shiftKey) open(place, 'click');
    pressed = undefined;
  });
  body.addEventListener('dblclick', (event) => {
    const place = under(event);
    if (place) open(place, 'doubleClick');
  });
  body.addEventListener('pointerover', (event) => {
    const place = under(event);
    if (place && event.target instanceof HTMLElement) event.target.title = tip(place);
  });
}
