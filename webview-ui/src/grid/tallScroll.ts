// Lets a scroll bar of limited height move through content of any height: near moves are exact, far ones proportional.
import { clamp } from './columns';

/** Browsers cut elements off at 16 to 33 million pixels and lose whole pixels before that. */
const tallestPx = 8_000_000;

export class TallScroll {
  private contentPx = 0;
  private viewPx = 0;
  /** What an element's own position is ahead of its place in the content. */
  private shiftPx = 0;
  private lastTop = 0;

  constructor(private readonly limitPx = tallestPx) {}

  /** Height to give to the scrolled element. */
  get elementPx(): number {
    return Math.min(this.contentPx, this.limitPx);
  }

  /** Add to a place in the content to get the place inside the scrolled element. */
  get shift(): number {
    return this.shiftPx;
  }

  resize(contentPx: number, viewPx: number): void {
    this.contentPx = contentPx;
    this.viewPx = viewPx;
    this.place(this.lastTop);
  }

  /** The scroll bar stands at `scrollTop`: what place of the content is at the top now? */
  moved(scrollTop: number): number {
    const near = Math.abs(scrollTop - this.lastTop) <= this.viewPx;
    this.lastTop = scrollTop;
    const atEnd = scrollTop <= 0 || scrollTop >= this.elementEnd;
    const place = near && !atEnd ? scrollTop - this.shiftPx : scrollTop * this.ratio;
    return this.place(scrollTop, place);
  }

  /** Where the scroll bar must stand for a place in the content; tell {@link moved} afterwards. */
  reveal(place: number): number {
    const wanted = clamp(place, 0, this.contentEnd);
    const scrollTop = this.ratio === 1 ? wanted : Math.round(wanted / this.ratio);
    this.lastTop = scrollTop;
    this.place(scrollTop, wanted);
    return scrollTop;
  }

  private get contentEnd(): number {
    return Math.max(0, this.contentPx - this.viewPx);
  }

  private get elementEnd(): number {
    return Math.max(0, this.elementPx - this.viewPx);
  }

  private get ratio(): number {
    return this.elementEnd === 0 || this.contentPx <= this.limitPx ? 1 : this.contentEnd / this.elementEnd;
  }

  private place(scrollTop: number, wanted = scrollTop - this.shiftPx): number {
    if (this.contentPx <= this.limitPx) {
      this.shiftPx = 0;
      return scrollTop;
    }
    const place = clamp(wanted, 0, this.contentEnd);
    this.shiftPx = Math.round(scrollTop - place);
    return scrollTop - this.shiftPx;
  }
}
