// Finds the tests of the workspace: files are read some at a time, with pauses for the other extensions.
import { workspace, type TextDocument, type Uri } from 'vscode';
import { findApexTests } from '../../../shared/apexTests';
import type { Disposable } from '../../host/disposables';
import { nextTurn } from '../../host/nextTurn';
import type { Items } from './items';
import { classFiles, notOurs } from './place';

export interface WorkspaceTests extends Disposable {
  /** Reads all classes once. `again`: also if they were read before. */
  readonly readAll: (again?: boolean) => Promise<void>;
  /** After a file was created, changed or deleted. */
  readonly changed: (uri: Uri) => Promise<void>;
}

/** So long may classes be looked at without a pause. Extensions share one thread. */
const maxTurnMs = 10;
/** Files are read in groups, because each read waits for the disk. */
const groupSize = 16;

export function createWorkspaceTests(items: Items): WorkspaceTests {
  let all: Promise<void> | undefined;
  const readGroups = async (): Promise<void> => {
    const uris = await workspace.findFiles(classFiles, notOurs);
    items.keepFiles(new Set(uris.map(String)));
    for (let start = 0; start < uris.length; start += groupSize) {
      const group = uris.slice(start, start + groupSize);
      const texts = await Promise.all(group.map(textOf));
      let turnEnd = performance.now() + maxTurnMs;
      for (const [at, uri] of group.entries()) {
        set(items, uri, texts[at]);
        if (performance.now() < turnEnd) continue;
        await nextTurn();
        turnEnd = performance.now() + maxTurnMs;
      }
    }
  };
  const opened = workspace.onDidOpenTextDocument((document) => show(items, document));
  for (const document of workspace.textDocuments) show(items, document);
  return {
    readAll: (again) => (all = again || !all ? readGroups() : all),
    changed: async (uri) => set(items, uri, await textOf(uri)),
    dispose: () => void opened.dispose(),
  };
}

const isClass = ({ path }: Uri): boolean => /\.cls$/i.test(path);
const isOurs = (uri: Uri): boolean => isClass(uri) && !/\/(node_modules|\.sfdx|\.sf)\//.test(uri.path);

/** At once, so that its lines have the sign of a test. */
function show(items: Items, document: TextDocument): void {
  if (isOurs(document.uri) && /^(file|vscode-remote)$/.test(document.uri.scheme))
    items.setFile(document.uri, findApexTests(document.getText()));
}

function set(items: Items, uri: Uri, text: string | undefined): void {
  if (isOurs(uri)) items.setFile(uri, text === undefined ? undefined : findApexTests(text));
}

/** Undefined for a file that is gone or cannot be read. */
async function textOf(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
