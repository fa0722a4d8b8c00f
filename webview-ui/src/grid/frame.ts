// The elements that every grid has.
import { adoptStyles } from 'lit';
import { gridStyles } from './gridStyles';

export interface Frame {
  /** Scrolls both ways, and is the grid for screen readers. */
  readonly scroller: HTMLElement;
  readonly headRow: HTMLElement;
  /** As tall as all rows together, or as tall as a browser allows. */
  readonly body: HTMLElement;
}

export function createFrame(host: HTMLElement): Frame {
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, [gridStyles]);
  const scroller = element('scroller', 'grid');
  const header = element('header', 'rowgroup');
  const headRow = element('headrow', 'row');
  const body = element('body', 'rowgroup');
  scroller.setAttribute('aria-multiselectable', 'true');
  headRow.setAttribute('aria-rowindex', '1');
  header.append(headRow);
  scroller.append(header, body);
  root.append(scroller, element('busy', 'presentation'));
  return { scroller, headRow, body };
}

function element(className: string, role: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.setAttribute('role', role);
  return made;
}
