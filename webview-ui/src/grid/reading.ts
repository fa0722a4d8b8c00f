// Keeps elements that are placed by coordinates in the order in which they are read, without moving the focused one.

/** The element with the focus in the tree that `node` belongs to. */
const focusedNear = (node: Node): Element | null => {
  const root = node.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
};

/** Makes `ordered` follow each other inside `parent`; moving an element would take the focus from it. */
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
