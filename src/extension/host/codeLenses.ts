// Links above a line of a document that run a command. Their titles are plain, apart from an icon of ours.
import { CodeLens, EventEmitter, languages, Range, type DocumentSelector, type TextDocument } from 'vscode';
import type { Codicon, CommandName } from '../../shared/manifest';
import type { Disposable } from './disposables';
import { plainText } from './plainText';

export interface Lens {
  readonly icon: Codicon;
  readonly title: string;
  readonly tooltip?: string;
  readonly command: CommandName;
  readonly args: readonly unknown[];
}

export interface Lenses extends Disposable {
  /** Asks for all of them again. */
  readonly refresh: () => void;
}

/** Above the first line of each document that the selector matches. */
export function createLenses(
  selector: DocumentSelector,
  lensesOf: (document: TextDocument) => Promise<readonly Lens[]>,
): Lenses {
  const changed = new EventEmitter<void>();
  const provider = languages.registerCodeLensProvider(selector, {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => (await lensesOf(document)).map(toCodeLens),
  });
  return {
    refresh: () => changed.fire(),
    dispose: () => {
      provider.dispose();
      changed.dispose();
    },
  };
}

const toCodeLens = ({ icon, title, tooltip, command, args }: Lens): CodeLens =>
  new CodeLens(new Range(0, 0, 0, 0), {
    title: `${icon} ${plainText(title)}`,
    ...(tooltip !== undefined && { tooltip: plainText(tooltip) }),
    command,
    arguments: [...args],
  });
