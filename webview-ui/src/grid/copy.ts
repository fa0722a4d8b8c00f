// Says when a person wants to copy, however they ask: by key, or by a menu of the browser or of VS Code.

const isCopyKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'c';

/** VS Code on the desktop takes the key away and sends a `copy` event only when text is selected, so the key counts itself. */
export function onCopy(element: HTMLElement, copy: () => void): void {
  element.addEventListener('keydown', (event) => {
    if (!isCopyKey(event)) return;
    event.preventDefault();
    copy();
  });
  element.addEventListener('copy', (event) => {
    event.preventDefault();
    copy();
  });
}
