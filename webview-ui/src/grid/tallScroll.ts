// Scrolls content of any height with a scroll bar of limited height: small moves are exact, large ones proportional.
import { clamp } from './columns';

/** Browsers cut elements off at 16 to 33 million pixels, and round positions to whole pixels before that. */
const maxElementPx = 8_000_000;

export class TallScroll {
  readonly #limitPx: number;
  #contentPx = 0;
  #viewPx = 0;
  /** Position inside the scrolled element minus position in the content. */
  #shiftPx = 0;
  #lastTop = 0;

  constructor(limitPx = maxElementPx) {
    this.#limitPx = limitPx;
  }

  /** Height of the scrolled element. */
  get elementPx(): number {
    return Math.min(this.#contentPx, this.#limitPx);
  }

  /** Add it to a position in the content to get the position inside the scrolled element. */
  get shift(): number {
    return this.#shiftPx;
  }

  resize(contentPx: number, viewPx: number): void {
    this.#contentPx = contentPx;
    this.#viewPx = viewPx;
    this.#place(this.#lastTop);
  }

  /** The scroll bar is at `scrollTop`: the position of the content that is at the top now. */
  moved(scrollTop: number): number {
    const near = Math.abs(scrollTop - this.#lastTop) <= this.#viewPx;
    this.#lastTop = scrollTop;
    const atEnd = scrollTop <= 0 || scrollTop >= this.#elementEnd;
    const place = near && !atEnd ? scrollTop - this.#shiftPx : scrollTop * this.#ratio;
    return this.#place(scrollTop, place);
  }

  /** Where to set the scroll bar to show a position of the content; call {@link moved} afterwards. */
  reveal(place: number): number {
    const wanted = clamp(place, 0, this.#contentEnd);
    const scrollTop = this.#ratio === 1 ? wanted : Math.round(wanted / this.#ratio);
    this.#lastTop = scrollTop;
    this.#place(scrollTop, wanted);
    return scrollTop;
  }

  /** The position nearest to `top` at which all from `start` to `end` is in the view. */
  nearest(top: number, start: number, end: number): number {
    return clamp(top, end - this.#viewPx, start);
  }

  get #contentEnd(): number {
    return Math.max(0, this.#contentPx - this.#viewPx);
  }

  get #elementEnd(): number {
    return Math.max(0, this.elementPx - this.#viewPx);
  }

  get #ratio(): number {
    return this.#elementEnd === 0 || this.#contentPx <= this.#limitPx ? 1 : this.#contentEnd / this.#elementEnd;
  }

  #place(scrollTop: number, wanted = scrollTop - this.#shiftPx): number {
    if (this.#contentPx <= this.#limitPx) {
      this.#shiftPx = 0;
      return scrollTop;
    }
    const place = clamp(wanted, 0, this.#contentEnd);
    this.#shiftPx = Math.round(scrollTop - place);
    return scrollTop - this.#shiftPx;
  }
}
