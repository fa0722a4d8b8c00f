// Read-only documents that the extension writes, shown as text or as rendered Markdown.
import {
  commands,
  DocumentLink,
  EventEmitter,
  extensions,
  l10n,
  languages,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { Disposable } from './disposables';
import { plainText } from './plainText';

export interface Report {
  /** A report with the same id replaces the text of the open document. */
  readonly id: string;
  /** Name of the tab; ends in `.md` for Markdown. */
  readonly name: string;
  readonly text: string;
  /** Asked for when the text is shown. Not for Markdown. */
  readonly links?: () => Promise<readonly ReportLink[]>;
  /** Opens it beside the editor, which keeps the focus. Not for Markdown. */
  readonly beside?: boolean;
}

/** A part of a line that opens something; counted from 0. */
export interface ReportLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly target: Uri;
}

export interface Reports extends Disposable {
  /** Renders a report whose name ends in `.md`, if the Markdown preview of VS Code is enabled. */
  readonly show: (report: Report) => Promise<void>;
}

const scheme = 'kinetic-report';

export function createReports(): Reports {
  const texts = new Map<string, string>();
  const links = new Map<string, NonNullable<Report['links']>>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    // VS Code restores the editor after a reload, but not the text of the report.
    provideTextDocumentContent: (uri) =>
      texts.get(uri.toString()) ??
      l10n.t('This report is from an earlier session. Run the command again to create it.'),
  });
  const linking = languages.registerDocumentLinkProvider(
    { scheme },
    {
      provideDocumentLinks: async ({ uri }) => ((await links.get(uri.toString())?.()) ?? []).map(toDocumentLink),
    },
  );
  return {
    show: async ({ id, name, text, links: linksOf, beside }) => {
      const uri = Uri.from({ scheme, path: `/${plainText(name).replaceAll('/', '∕')}`, query: id });
      const isOpen = texts.has(uri.toString());
      texts.set(uri.toString(), text);
      if (linksOf) links.set(uri.toString(), linksOf);
      if (isOpen) changed.fire(uri);
      const rendered = name.endsWith('.md') && extensions.getExtension('vscode.markdown-language-features');
      if (rendered) await commands.executeCommand('markdown.showPreview', uri);
      else if (beside)
        await window.showTextDocument(uri, { preview: false, viewColumn: ViewColumn.Beside, preserveFocus: true });
      else await window.showTextDocument(uri, { preview: false });
    },
    dispose: () => {
      provider.dispose();
      linking.dispose();
      changed.dispose();
    },
  };
}

const toDocumentLink = ({ line, start, end, target }: ReportLink): DocumentLink =>
  new DocumentLink(new Range(line, start, line, end), target);
