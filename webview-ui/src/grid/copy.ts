// Reports every way to copy: the key, and the menus of the browser and of VS Code.

const isCopyKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'c';

/** VS Code on the desktop handles the key itself and sends `copy` only when text is selected, so the key counts too. */
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
