// The extension in the real extension host: it starts with little work and has the commands of its manifest.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';

const extensionId = 'kinetic.kinetic-salesforce';

function ourExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, 'VS Code does not know the extension');
  return extension;
}

function commands(): readonly string[] {
  const { contributes } = ourExtension().packageJSON as { contributes: { commands: readonly { command: string }[] } };
  return contributes.commands.map((one) => one.command);
}

interface Activation {
  readonly bytes: number;
  readonly modules: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
}

/** What activation loads and calls, recorded in a process of its own. */
function recordActivation(): Activation {
  const root = ourExtension().extensionPath;
  const words = [join(root, 'bench', 'activationChild.cjs'), join(root, 'dist', 'extension.js')];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8', env })) as Activation;
}

describe('the extension in VS Code', () => {
  it('starts without an error', async () => {
    await ourExtension().activate();
    assert.equal(ourExtension().isActive, true);
  });

  it('starts with little code, and neither reads files nor starts processes nor waits for VS Code', () => {
    const { bytes, modules, calls } = recordActivation();
    assert.ok(bytes > 10_000 && bytes <= 100_000, `activation read ${bytes} bytes of code`);
    // Not those for files and processes, which are loaded when something is read or started.
    assert.deepEqual([...modules].sort(), ['os', 'path']);
    const registers =
      /^new vscode\.EventEmitter$|\.(register|create|on[A-Z])\w*$|^vscode\.(Disposable|Uri|l10n|EventEmitter)\./;
    const others = Object.keys(calls).filter((name) => !registers.test(name));
    assert.deepEqual(others, [], 'activation calls more than what registers something');
    const count = Object.values(calls).reduce((sum, one) => sum + one, 0);
    assert.ok(count <= commands().length + 40, `activation made ${count} calls`);
  });

  it('has a handler for every command that its manifest declares', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands().filter((id) => !known.has(id)),
      [],
    );
  });
});
