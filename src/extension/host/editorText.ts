// The only place that shows problems and completions in a text editor. Their text is plain.
import { CompletionItem, Diagnostic, DiagnosticSeverity, type CompletionItemKind, type Range } from 'vscode';
import { plainText } from './plainText';

export function toProblem(range: Range, message: string): Diagnostic {
  const problem = new Diagnostic(range, plainText(message), DiagnosticSeverity.Error);
  problem.source = 'Kinetic';
  return problem;
}

export interface Completion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Inserted instead of the text in the range. */
  readonly text: string;
  readonly range: Range;
}

export function toCompletionItem({ label, kind, text, range }: Completion): CompletionItem {
  const item = new CompletionItem(plainText(label), kind);
  item.insertText = text;
  item.range = range;
  return item;
}
