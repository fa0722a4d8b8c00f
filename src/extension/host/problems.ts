// Problems of documents in the editor and in the Problems view. Their messages are plain text.
import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Position,
  Range,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode';
import type { Disposable } from './disposables';
import { plainText } from './plainText';

export interface Problem {
  readonly message: string;
  /** Both count from 0. A place after the end is the end. */
  readonly place: { readonly line: number; readonly character: number };
}

export interface Problems extends Disposable {
  /** Replaces the problem of the document. It disappears with the next change of the text. */
  readonly set: (document: TextDocument, problem: Problem) => void;
  readonly clear: (uri: Uri) => void;
}

/** `source` is shown after each message. */
export function createProblems(source: string): Problems {
  const collection = languages.createDiagnosticCollection(source);
  const changes = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) collection.delete(document.uri);
  });
  return {
    set: (document, { message, place }) => {
      const lines = message.split(/\r?\n/).map(plainText);
      const diagnostic = new Diagnostic(rangeAt(document, place), lines.join('\n'), DiagnosticSeverity.Error);
      diagnostic.source = source;
      collection.set(document.uri, [diagnostic]);
    },
    clear: (uri) => collection.delete(uri),
    dispose: () => {
      changes.dispose();
      collection.dispose();
    },
  };
}

/** The word at the place, or one character. */
function rangeAt(document: TextDocument, { line, character }: Problem['place']): Range {
  const at = document.validatePosition(new Position(Math.max(0, line), Math.max(0, character)));
  const next = new Range(at.line, at.character, at.line, at.character + 1);
  return document.getWordRangeAtPosition(at) ?? document.validateRange(next);
}
