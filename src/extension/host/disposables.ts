// One owner's list of things to close: closed in reverse order, and what arrives after closing is closed at once.

/** Anything with an end. VS Code's own disposables are of this kind. */
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
