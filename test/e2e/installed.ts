// Where setup installed the VS Code server and the browser (`.vscode-test/setup.json`, written by scripts/setup.mjs).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder: scripts and mocha are started in it. */
export const root = process.cwd();

export interface Installed {
  /** A Node 24 program, for the server. */
  readonly nodePath: string;
  /** The server's start script. */
  readonly codeServerPath: string;
  /** Missing if only a person's own browser was to be used. */
  readonly browser?: { readonly path: string; readonly env: Readonly<Record<string, string>> };
}

export function installed(): Installed {
  const path = join(root, '.vscode-test', 'setup.json');
  if (!existsSync(path)) throw new Error('Nothing is set up yet: run "node scripts/setup.mjs" first.');
  return JSON.parse(readFileSync(path, 'utf8')) as Installed;
}
