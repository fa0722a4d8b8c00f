// Where a query comes from: a .soql file, selected text, or the input box.
import { Range, Selection, TextEditorRevealType, Uri, window, workspace, type TextEditor } from 'vscode';
import { cutOut } from '../../../shared/cutOut';

export interface Source {
  readonly soql: string;
  /** Its position; missing for a query that was typed. */
  readonly origin?: { readonly uri: Uri; readonly offset: number };
}

const isQueryFile = ({ path }: Uri): boolean => /\.soql$/i.test(path);

/** The clicked file, else the selected text, else the open .soql file; undefined if the user has to type a query. */
export async function findSource(clicked: unknown): Promise<Source | undefined> {
  const editor = window.activeTextEditor;
  const isHere =
    clicked === undefined || (clicked instanceof Uri && clicked.toString() === editor?.document.uri.toString());
  const selected = editor && isHere ? selectedIn(editor) : undefined;
  if (selected) return selected;
  const uri = clicked instanceof Uri ? clicked : editor?.document.uri;
  if (!uri || !isQueryFile(uri)) return undefined;
  // The text in the editor, even if it is not saved.
  return sourceIn((await workspace.openTextDocument(uri)).getText(), { uri, offset: 0 });
}

function selectedIn({ document, selection }: TextEditor): Source | undefined {
  const text = document.getText(selection);
  const looksLikeQuery = isQueryFile(document.uri) || /^\W*select\b/i.test(text);
  if (text.trim() === '' || !looksLikeQuery) return undefined;
  return sourceIn(text, { uri: document.uri, offset: document.offsetAt(selection.start) });
}

function sourceIn(text: string, { uri, offset }: NonNullable<Source['origin']>): Source {
  const { soql, at } = cutOut(text);
  return { soql, origin: { uri, offset: offset + at } };
}

/** Opens the file with the cursor at this position. */
export async function showPosition({ uri, offset }: NonNullable<Source['origin']>, at: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document);
  const position = document.positionAt(offset + at);
  editor.selection = new Selection(position, position);
  editor.revealRange(new Range(position, position), TextEditorRevealType.InCenterIfOutsideViewport);
}
