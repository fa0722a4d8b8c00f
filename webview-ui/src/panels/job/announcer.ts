// Tells screen readers what changed, but the progress of a job only every 15 seconds.
import { html, LitElement, type TemplateResult } from 'lit';
import { pageStyles } from '../../pageStyles';

const progressEveryMs = 15_000;

export class Announcer extends LitElement {
  static override styles = pageStyles;
  static override properties = { sentence: { state: true } };
  declare sentence: string;
  #lastProgress = -Infinity;

  constructor() {
    super();
    this.sentence = '';
  }

  say(sentence: string): void {
    this.sentence = sentence;
  }

  sayProgress(sentence: string): void {
    const now = performance.now();
    if (now - this.#lastProgress < progressEveryMs) return;
    this.#lastProgress = now;
    this.sentence = sentence;
  }

  override render(): TemplateResult {
    return html`<p class="sr" role="status" aria-live="polite">${this.sentence}</p>`;
  }
}

customElements.define('kinetic-announcer', Announcer);
