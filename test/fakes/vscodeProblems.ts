// The problems of documents in the fake `vscode`.
import type * as vscode from 'vscode';
import { EventEmitter } from './vscodePanel';

export class Diagnostic {
  source = '';
  constructor(
    readonly range: unknown,
    readonly message: string,
    readonly severity: number,
  ) {}
}

/** By the URI of the document. */
export const problems = new Map<string, readonly Diagnostic[]>();
export const documentChanged = new EventEmitter<vscode.TextDocumentChangeEvent>();

const createDiagnosticCollection = () => ({
  set: (uri: vscode.Uri, list: readonly Diagnostic[]) => problems.set(uri.toString(), list),
  delete: (uri: vscode.Uri) => problems.delete(uri.toString()),
  dispose: () => problems.clear(),
});

/** Parts of the module. */
export const problemParts = {
  Diagnostic,
  DiagnosticSeverity: { Error: 0 },
  languages: { createDiagnosticCollection },
};
