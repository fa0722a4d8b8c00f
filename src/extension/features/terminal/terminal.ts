// The terminal feature: the command line on the PATH of VS Code's terminals, and links in what it prints.
import { window, workspace, type TerminalLinkProvider } from 'vscode';
import { nextTurn } from '../../host/nextTurn';
import type { TerminalDeps } from './deps';
import type { KineticLink } from './links';

export function registerTerminal(deps: TerminalDeps): void {
  const { boundary, disposables } = deps;
  const applySetting = (): void =>
    void boundary.runQuietly(async () => {
      await nextTurn();
      (await import('./path')).applyPath(deps);
    });
  applySetting();
  disposables.add(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('kinetic.terminal.path')) applySetting();
    }),
  );
  const links: TerminalLinkProvider<KineticLink> = {
    provideTerminalLinks: async ({ line, terminal }) => (await import('./links')).linksIn(line, terminal),
    handleTerminalLink: async (link) => {
      const { follow } = await import('./links');
      await boundary.run(() => follow(link, deps));
    },
  };
  disposables.add(window.registerTerminalLinkProvider(links));
}
