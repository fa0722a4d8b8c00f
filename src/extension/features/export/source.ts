// Where a query comes from: the text of a .soql file, selected text, or a person who types it.
import { Range, Selection, TextEditorRevealType, Uri, window, workspace, type TextEditor } from 'vscode';
import { cutOut } from './cutOut';

export interface Source {
  readonly soql: string;
  /** Where it stands; missing for a query that was typed. */
  readonly origin?: { readonly uri: Uri; readonly offset: number };
}

const isQueryFile = ({ path }: Uri): boolean => /\.soql$/i.test(path);

/** The clicked file, else what is selected, else the .soql file that is open; undefined when somebody has to type it. */
export async function findSource(clicked: unknown): Promise<Source | undefined> {
  const editor = window.activeTextEditor;
  const isHere =
    clicked === undefined || (clicked instanceof Uri && clicked.toString() === editor?.document.uri.toString());
  const selected = editor && isHere ? selectedIn(editor) : undefined;
  if (selected) return selected;
  const uri = clicked instanceof Uri ? clicked : editor?.document.uri;
  if (!uri || !isQueryFile(uri)) return undefined;
  // As it stands in the editor, saved or not.
  return sourceIn((await workspace.openTextDocument(uri)).getText(), { uri, offset: 0 });
}

function selectedIn({ document, selection }: TextEditor): Source | undefined {
  const text = document.getText(selection);
  const looksRight = isQueryFile(document.uri) || /^\W*select\b/i.test(text);
  if (text.trim() === '' || !looksRight) return undefined;
  return sourceIn(text, { uri: document.uri, offset: document.offsetAt(selection.start) });
}

function sourceIn(text: string, { uri, offset }: NonNullable<Source['origin']>): Source {
  const { soql, at } = cutOut(text);
  return { soql, origin: { uri, offset: offset + at } };
}

/** Opens the place in the file, with the cursor in it. */
export async function showPlace({ uri, offset }: NonNullable<Source['origin']>, at: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document);
  const place = document.positionAt(offset + at);
  editor.selection = new Selection(place, place);
  editor.revealRange(new Range(place, place), TextEditorRevealType.InCenterIfOutsideViewport);
}
