// Which items of a long list are drawn: those in view and a few around them, so that its length costs nothing.

/**
 * Pixels as the property `style` of an element. The content policy of the page forbids the attribute.
 */
export const place = (sizes: Readonly<Record<string, number>>): string =>
  Object.entries(sizes)
    .map(([name, size]) => `${name}:${size}px`)
    .join(';');

export interface Shown {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const around = 4;

/** All sizes in pixels. */
export function shownItems(scrolled: number, viewSize: number, itemSize: number, count: number): Shown {
  const from = Math.max(0, Math.floor(scrolled / itemSize) - around);
  const to = Math.min(count, Math.ceil((scrolled + viewSize) / itemSize) + around);
  return { from: Math.min(from, to), to };
}

/** Where the list has to be scrolled so that the item is wholly in view; where it is if it is in view. */
export function scrolledTo(at: number, scrolled: number, viewSize: number, itemSize: number): number {
  const top = at * itemSize;
  if (top < scrolled) return top;
  return Math.max(scrolled, top + itemSize - viewSize);
}
