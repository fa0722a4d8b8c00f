// What the Recycle Bin knows beside the deleted records: which children were deleted with their parents.

export class RecycleBin {
  readonly #parents = new Map<string, string>();

  /** `child` and `parent` are ids of 18 characters. */
  putWith(child: string, parent: string): void {
    this.#parents.set(child, parent);
  }

  /** True for a child that was deleted with its parent: it is no entry of its own. */
  isPartOfEntry(id: string): boolean {
    return this.#parents.has(id);
  }

  /** Takes out the children that were deleted with the parent. */
  takeChildren(parent: string): readonly string[] {
    const children = [...this.#parents].filter(([, of]) => of === parent).map(([child]) => child);
    for (const child of children) this.#parents.delete(child);
    return children;
  }

  clear(): void {
    this.#parents.clear();
  }
}
