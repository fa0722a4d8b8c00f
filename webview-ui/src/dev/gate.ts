// Holds answers of an invented host back until a test lets them through.

export interface Gate {
  readonly shut: () => void;
  readonly open: () => void;
  readonly passed: () => Promise<void>;
}

export function createGate(): Gate {
  let way = Promise.resolve();
  let release = (): void => undefined;
  return {
    shut: () => {
      way = new Promise((resolve) => (release = resolve));
    },
    open: () => release(),
    passed: () => way,
  };
}
