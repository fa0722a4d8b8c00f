// The files and documents of the fake `vscode`, in memory.
import { posix } from 'node:path';
import type * as vscode from 'vscode';
import { uris } from './vscodeUri';

/** The content of files by path. */
export const files = new Map<string, string>();
/** Files that are open in an editor. */
export const documents: vscode.TextDocument[] = [];

interface Located {
  readonly path: string;
}

const missing = (path: string): Promise<never> => Promise.reject(new Error(`There is no ${path}.`));

export const fs = {
  readFile: ({ path }: Located) => {
    const text = files.get(path);
    return text === undefined ? missing(path) : Promise.resolve(new TextEncoder().encode(text));
  },
  writeFile: ({ path }: Located, bytes: Uint8Array) =>
    Promise.resolve(void files.set(path, new TextDecoder().decode(bytes))),
  /** Names and types: 1 for files, 2 for folders. */
  readDirectory: ({ path }: Located) => {
    const parts = [...files.keys()]
      .filter((file) => file.startsWith(`${path}/`))
      .map((file) => posix.relative(path, file));
    const types = new Map(parts.map((part) => [part.replace(/\/.*$/, ''), part.includes('/') ? 2 : 1] as const));
    return types.size === 0 ? missing(path) : Promise.resolve([...types]);
  },
  delete: ({ path }: Located) => (files.delete(path) ? Promise.resolve() : missing(path)),
  createDirectory: () => Promise.resolve(),
  stat: ({ path }: Located) => {
    const text = files.get(path);
    return text === undefined ? missing(path) : Promise.resolve({ size: new TextEncoder().encode(text).length });
  },
};

/** For the pattern of a name in any folder: two stars, a slash and the name. */
export const findFiles = (pattern: string): Promise<readonly unknown[]> =>
  Promise.resolve([...files.keys()].filter((path) => path.endsWith(pattern.slice(2))).map((path) => uris.file(path)));

export class WorkspaceEdit {
  readonly replaced: unknown[] = [];
  replace(...what: unknown[]): void {
    this.replaced.push(...what);
  }
}

/** As the simple file dialog of VS Code, which compares only what follows the last dot. */
export function savedAs(path: string, { filters = {} }: vscode.SaveDialogOptions): string {
  const endings = Object.values(filters).flat();
  const [first] = endings;
  const has = endings.some((ending) => ending === '*' || path.split('.').at(-1) === ending);
  return first === undefined || has ? path : `${path}.${first}`;
}
