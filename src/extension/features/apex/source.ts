// Where code comes from: selected text, the clicked file, or the open .apex file.
import { Uri, window, workspace, type TextDocument } from 'vscode';

export interface Source {
  readonly code: string;
  readonly document: TextDocument;
  /** Where the code begins in the document; both count from 0. */
  readonly start: { readonly line: number; readonly character: number };
}

/** Undefined if there is no code. `isWhole`: the document, whatever is selected in it. */
export async function findSource(clicked: unknown, isWhole = false): Promise<Source | undefined> {
  const editor = window.activeTextEditor;
  const isHere =
    clicked === undefined || (clicked instanceof Uri && clicked.toString() === editor?.document.uri.toString());
  if (editor && isHere && !isWhole && !editor.selection.isEmpty) {
    const { document, selection } = editor;
    return sourceIn(document, document.getText(selection), selection.start);
  }
  // The text in the editor, even if it is not saved.
  const document = clicked instanceof Uri ? await workspace.openTextDocument(clicked) : editor?.document;
  if (!document || !isApex(document)) return undefined;
  return sourceIn(document, document.getText(), { line: 0, character: 0 });
}

/** Salesforce's extensions give anonymous Apex this language, also in documents without a file. */
const isApex = ({ uri, languageId }: TextDocument): boolean =>
  /\.apex$/i.test(uri.path) || languageId === 'apex-anon' || (uri.scheme === 'untitled' && languageId === 'apex');

const sourceIn = (document: TextDocument, code: string, start: Source['start']): Source | undefined =>
  code.trim() === '' ? undefined : { document, code, start };
