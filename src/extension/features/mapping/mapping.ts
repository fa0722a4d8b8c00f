// The mapping feature: a page over the text of a mapping file, and problems and completion of the text itself. The text
// stays the truth: VS Code saves and undoes it. Code is loaded on first need, so that the extension starts with little.
import { languages, window, workspace, type TextDocument, type WebviewPanel } from 'vscode';
import type { MappingDeps } from './deps';

const pattern = '**/*.kmap.yaml';

export function registerMapping(deps: MappingDeps): void {
  const problems = languages.createDiagnosticCollection('kinetic.mapping');
  const check = (document: TextDocument): void => {
    if (languages.match({ pattern }, document) === 0) return;
    void deps.boundary.runQuietly(async () => {
      const { findProblems } = await import('./problems');
      const found = await findProblems(document, deps);
      if (found && !document.isClosed) problems.set(document.uri, found);
    });
  };
  const registered = [
    window.registerCustomEditorProvider('kinetic.mapping', {
      resolveCustomTextEditor: async (document: TextDocument, panel: WebviewPanel) => {
        const { openMappingPage } = await import('./page');
        openMappingPage(document, panel, deps);
      },
    }),
    problems,
    workspace.onDidOpenTextDocument(check),
    workspace.onDidChangeTextDocument(({ document }) => check(document)),
    workspace.onDidCloseTextDocument(({ uri }) => problems.delete(uri)),
    languages.registerCompletionItemProvider(
      { pattern },
      {
        provideCompletionItems: async (document, position, token) => {
          const { complete } = await import('./completion');
          return complete(document, position, { deps, token });
        },
      },
      ' ',
    ),
  ];
  registered.forEach((one) => deps.disposables.add(one));
  for (const document of workspace.textDocuments) check(document);
}
