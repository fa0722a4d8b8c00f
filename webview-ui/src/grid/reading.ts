// Keeps elements that are placed by coordinates in reading order, without moving the focused one.

/** The focused element in the tree of `node`. */
const focusedNear = (node: Node): Element | null => {
  const root = node.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
};

/** Puts `ordered` into this order inside `parent`. A moved element loses the focus, so the focused one stays. */
export function putInOrder(parent: Element, ordered: readonly Element[]): void {
  if (ordered.every((element, i) => i === 0 || ordered[i - 1]?.nextSibling === element)) return;
  const focused = focusedNear(parent);
  const held = ordered.findIndex((element) => element.contains(focused));
  ordered.forEach((element, i) => {
    if (i === held) return;
    if (i < held) ordered[held]?.before(element);
    else parent.append(element);
  });
}
