// The list of things that one owner closes: in reverse order, and at once when they are added after the end.

/** Anything that can be closed, such as VS Code's own disposables. */
export interface Disposable {
  readonly dispose: () => unknown;
}

export interface Disposables extends Disposable {
  readonly add: <T extends Disposable>(item: T) => T;
}

export function createDisposables(): Disposables {
  const items: Disposable[] = [];
  let closed = false;
  return {
    add: (item) => {
      if (closed) item.dispose();
      else items.push(item);
      return item;
    },
    dispose: () => {
      closed = true;
      for (const item of items.splice(0).reverse()) item.dispose();
    },
  };
}
