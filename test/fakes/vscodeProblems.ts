// What the fake `vscode` shows in documents: problems, links above lines, links in the text.
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

export class CodeLens {
  constructor(
    readonly range: unknown,
    readonly command: vscode.Command,
  ) {}
}

export class DocumentLink {
  constructor(
    readonly range: unknown,
    readonly target: unknown,
  ) {}
}

/** The last ones that were registered. */
export const provided: { lenses?: vscode.CodeLensProvider; links?: vscode.DocumentLinkProvider } = {};

const registered = { dispose: () => undefined };

/** Parts of the module. */
export const problemParts = {
  Diagnostic,
  DiagnosticSeverity: { Error: 0 },
  CodeLens,
  DocumentLink,
  languages: {
    createDiagnosticCollection,
    registerCodeLensProvider: (_: unknown, provider: vscode.CodeLensProvider) => {
      provided.lenses = provider;
      return registered;
    },
    registerDocumentLinkProvider: (_: unknown, provider: vscode.DocumentLinkProvider) => {
      provided.links = provider;
      return registered;
    },
  },
};
