// The tests feature: Apex tests in the Testing view of VS Code.
import { workspace, type Uri } from 'vscode';
import { bindCommands } from '../../host/commands';
import { nextTurn } from '../../host/nextTurn';
import { once } from '../../host/once';
import type { TestsDeps } from './deps';
import type { manifest } from './manifest';
import { classFiles, notOurs } from './place';

export function registerTests(deps: TestsDeps): void {
  const { boundary, disposables } = deps;
  // Without classes, VS Code shows no Testing view, so none is offered.
  const explorer = once(async () => {
    const { createExplorer } = await import('./explorer');
    return disposables.add(createExplorer(deps));
  });
  const watcher = disposables.add(workspace.createFileSystemWatcher(classFiles));
  const changed = (uri: Uri): void => void boundary.runQuietly(async () => (await explorer()).changed(uri));
  watcher.onDidCreate(changed);
  watcher.onDidChange(changed);
  watcher.onDidDelete(changed);
  disposables.add(
    bindCommands<typeof manifest>(boundary, {
      'kinetic.tests.runCovering': async (clicked) => (await explorer()).runCovering(clicked),
      'kinetic.tests.export': async () => (await explorer()).exportResults(),
    }),
  );
  void boundary.runQuietly(async () => {
    await nextTurn();
    const [first] = await workspace.findFiles(classFiles, notOurs, 1);
    if (first) await explorer();
  });
}
