// What is wrong with the text of a mapping file, at its places.
import { Position, Range, type Diagnostic, type TextDocument } from 'vscode';
import { toProblem } from '../../host/editorText';
import type { MappingDeps } from './deps';

/** Undefined when the text has changed meanwhile: the next check has its problems. */
export async function findProblems(
  document: TextDocument,
  { core }: Pick<MappingDeps, 'core'>,
): Promise<readonly Diagnostic[] | undefined> {
  const { version, uri } = document;
  const { problems } = await (await core()).parseMapping(document.getText(), uri.fsPath);
  if (document.version !== version) return undefined;
  return problems.map(({ line, column, endLine, endColumn, message }) => {
    const start = new Position(line - 1, column - 1);
    return toProblem(new Range(start, new Position(endLine - 1, endColumn - 1)), message);
  });
}
