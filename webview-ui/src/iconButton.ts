// A secondary button with an icon. A narrow page shows the icon alone; screen readers still hear the name.
import { html, type TemplateResult } from 'lit';
import { icon, type IconName } from './icon';

interface ButtonAct {
  /** Shown under the pointer. */
  readonly hint: string;
  readonly act: () => void;
}

export const iconButton = (name: IconName, label: string, { hint, act }: ButtonAct): TemplateResult =>
  html`<button class="button secondary" title=${hint} @click=${act}>
    ${icon(name)}<span class="label">${label}</span>
  </button>`;
