// VS Code takes the context of a menu from the element under the pointer and from those around it, but it does not look
// into shadow trees: of a page it sees only the outermost element.

/** Call it for each `contextmenu` in the page: it gives the page the context of the innermost element that has one. */
export function showMenuContext(page: HTMLElement, event: Event): void {
  const inner = event
    .composedPath()
    .find(
      (target) => target instanceof HTMLElement && target !== page && target.dataset['vscodeContext'] !== undefined,
    );
  if (inner instanceof HTMLElement) page.dataset['vscodeContext'] = inner.dataset['vscodeContext'];
  else delete page.dataset['vscodeContext'];
}
