// Opens a file at a line, in the encoding in which it was loaded: saved in another one, it would lose its accents.
import { commands, Position, Range, Uri, window, workspace } from 'vscode';
import type { Jobs } from '../../../core/core';
import { isLoad } from './loadKind';

/** From 1, as people count. */
export interface FilePlace {
  readonly line: number;
  readonly column?: number;
}

/** `encoding`: as `TextDecoder` names it; undefined for UTF-8, or when it is not known. */
export async function openAtLine(
  path: string,
  { line, column = 1 }: FilePlace,
  encoding: string | undefined,
): Promise<void> {
  const uri = Uri.file(path);
  const at = new Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  const shown = { selection: new Range(at, at), preview: true };
  if (encoding !== undefined && encoding !== 'utf-8') {
    try {
      await window.showTextDocument(await workspace.openTextDocument(uri, { encoding: toEditorName(encoding) }), shown);
      return;
    } catch {
      // Too large for extensions, or open with unsaved changes. VS Code itself opens it then.
    }
  }
  await commands.executeCommand('vscode.open', uri, shown);
}

/** In the encoding of the newest load of the file; undefined if it was never loaded. */
export const openLine = (path: string, at: FilePlace, jobs: Pick<Jobs, 'list'>): Promise<void> =>
  openAtLine(
    path,
    at,
    jobs
      .list()
      .filter(isLoad)
      .find(({ spec }) => spec.file === path)?.plan?.encoding,
  );

/** VS Code has names of its own: `windows1252`, `utf16le`, `shiftjis`. */
const toEditorName = (encoding: string): string => otherNames[encoding] ?? encoding.replace(/[-_]/g, '');

const otherNames: Readonly<Record<string, string>> = { ibm866: 'cp866', macintosh: 'macroman', big5: 'big5hkscs' };
