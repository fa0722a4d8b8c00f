// Opens a file at a place, in the encoding in which it was loaded: saved in another one, it would lose its accents.
import { commands, Position, Range, Uri, window, workspace, type TextDocument } from 'vscode';
import { cellRange } from './cellRange';

/** Line and column from 1, as people count. */
export interface FilePlace {
  readonly line: number;
  /** A character of the line. */
  readonly column?: number;
  /** Instead of a character: a cell of the row that begins on the line. The cell is selected. */
  readonly cell?: { readonly number: number; readonly delimiter: string };
}

/** `encoding`: as `TextDecoder` names it; undefined for UTF-8, or when it is not known. */
export async function openPlace(path: string, place: FilePlace, encoding: string | undefined): Promise<void> {
  const uri = Uri.file(path);
  const isUtf8 = encoding === undefined || encoding === 'utf-8';
  if (!isUtf8 || place.cell) {
    try {
      const document = await workspace.openTextDocument(uri, isUtf8 ? {} : { encoding: toEditorName(encoding) });
      await window.showTextDocument(document, { selection: selectionOf(place, document), preview: true });
      return;
    } catch {
      // Too large for extensions, or open with unsaved changes. VS Code itself opens it then.
    }
  }
  await commands.executeCommand('vscode.open', uri, { selection: selectionOf(place), preview: true });
}

function selectionOf({ line, column = 1, cell }: FilePlace, document?: TextDocument): Range {
  const top = Math.max(line - 1, 0);
  const lineAt = (at: number): string | undefined =>
    document && at < document.lineCount ? document.lineAt(at).text : undefined;
  const found = document && cell && cellRange(lineAt, { line: top, index: cell.number - 1, delimiter: cell.delimiter });
  if (found) return new Range(new Position(...found[0]), new Position(...found[1]));
  const at = new Position(top, Math.max(column - 1, 0));
  return new Range(at, at);
}

/** VS Code has names of its own: `windows1252`, `utf16le`, `shiftjis`. */
const toEditorName = (encoding: string): string => otherNames[encoding] ?? encoding.replace(/[-_]/g, '');

const otherNames: Readonly<Record<string, string>> = { ibm866: 'cp866', macintosh: 'macroman', big5: 'big5hkscs' };
