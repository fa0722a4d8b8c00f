// Read-only documents that the extension writes: shown as text or as a rendered page, written anew in place.
import { commands, EventEmitter, extensions, l10n, Uri, window, workspace } from 'vscode';
import type { Disposable } from './disposables';

export interface Report {
  /** One document each; the same id is written anew. */
  readonly id: string;
  /** Name of the tab; ends in `.md` for Markdown. */
  readonly name: string;
  readonly text: string;
}

export interface Reports extends Disposable {
  /** A name that ends in `.md` is shown rendered where VS Code's Markdown preview is switched on. */
  readonly show: (report: Report) => Promise<void>;
}

const scheme = 'kinetic-report';

export function createReports(): Reports {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    // An editor outlives the window it was opened in; its text does not.
    provideTextDocumentContent: (uri) =>
      texts.get(uri.toString()) ?? l10n.t('This was from an earlier session. Run the command again to see it anew.'),
  });
  return {
    show: async ({ id, name, text }) => {
      const uri = Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}`, query: id });
      const isOpen = texts.has(uri.toString());
      texts.set(uri.toString(), text);
      if (isOpen) changed.fire(uri);
      const rendered = name.endsWith('.md') && extensions.getExtension('vscode.markdown-language-features');
      if (rendered) await commands.executeCommand('markdown.showPreview', uri);
      else await window.showTextDocument(uri, { preview: false });
    },
    dispose: () => {
      provider.dispose();
      changed.dispose();
    },
  };
}
