// The class Uri of the fake `vscode`.
import { posix } from 'node:path';

interface FakeUri {
  readonly scheme: string;
  readonly fsPath: string;
  readonly path: string;
  readonly fragment?: string;
  readonly with: (change: { readonly path?: string; readonly fragment?: string }) => FakeUri;
  readonly toString: () => string;
}

export const uris = {
  from: (parts: object) => ({ ...parts, toString: () => JSON.stringify(parts) }),
  file: (path: string): FakeUri => ({
    scheme: 'file',
    fsPath: path,
    path,
    with: ({ path: other = path, ...change }) => ({ ...uris.file(other), ...change }),
    toString: () => `file://${path}`,
  }),
  joinPath: (uri: { path: string }, ...names: string[]) => uris.file(posix.join(uri.path, ...names)),
  parse: (url: string) =>
    url.startsWith('file://') ? uris.file(url.slice('file://'.length)) : { scheme: 'https', path: url },
  [Symbol.hasInstance]: (value: unknown) => typeof value === 'object' && value !== null && 'fsPath' in value,
};
