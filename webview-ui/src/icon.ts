// VS Code's icons as characters of its icon font. They are decoration: the words beside them carry the meaning.
import { html, type TemplateResult } from 'lit';

/** Names and code points of @vscode/codicons. */
const glyphs = {
  check: '\uEAB2',
  circle: '\uEBB5',
  close: '\uEA76',
  copy: '\uEBCC',
  down: '\uEA9A',
  edit: '\uEA73',
  error: '\uEA87',
  export: '\uEBAC',
  file: '\uEA7B',
  folder: '\uEAF7',
  info: '\uEA74',
  link: '\uEB14',
  loading: '\uEB19',
  milestone: '\uEB20',
  pause: '\uEAD1',
  pass: '\uEBA4',
  search: '\uEA6D',
  slash: '\uEABD',
  stop: '\uEBA5',
  sync: '\uEA77',
  trash: '\uEA81',
  up: '\uEAA1',
  warning: '\uEA6C',
} as const;

export type IconName = keyof typeof glyphs;

export const icon = (name: IconName, spin = false): TemplateResult =>
  html`<span class="icon i-${name} ${spin ? 'spin' : ''}" aria-hidden="true">${glyphs[name]}</span>`;
