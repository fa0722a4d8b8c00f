// The extension in the real host: it starts, quickly, and offers what its manifest declares.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'kinetic.kinetic-salesforce';

/** VS Code's own stopwatch of the extension host, in milliseconds; the same numbers as "Show Running Extensions" shows. */
interface Mark {
  readonly name: string;
  readonly startTime: number;
}

/** Milliseconds that the host spent in our code: reading and running the bundle, then `activate` until it returned. */
function ownActivation(): { readonly loadMs: number; readonly activateMs: number } {
  const host = globalThis as { MonacoPerformanceMarks?: { getMarks: () => readonly Mark[] } };
  const marks = host.MonacoPerformanceMarks?.getMarks() ?? [];
  const at = (name: string) => {
    const mark = marks.find((one) => one.name === `code/extHost/${name}/${extensionId}`);
    assert.ok(mark, `the host has no mark ${name}: ${marks.map((one) => one.name).join(' ')}`);
    return mark.startTime;
  };
  return {
    loadMs: at('didLoadExtensionCode') - at('willLoadExtensionCode'),
    activateMs: at('didActivateExtension') - at('willActivateExtension'),
  };
}

describe('the extension in VS Code', () => {
  it('starts without an error', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('takes at most 30 ms of its own code to start', function () {
    const { loadMs, activateMs } = ownActivation();
    const tookMs = loadMs + activateMs;
    this.test!.title += ` (load ${loadMs} ms, activate ${activateMs} ms)`;
    assert.ok(tookMs <= 30, `activation took ${tookMs} ms`);
  });

  it('has a handler for every command that its manifest declares', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const { contributes } = extension?.packageJSON as { contributes?: { commands?: readonly { command: string }[] } };
    const declared = (contributes?.commands ?? []).map((one) => one.command);
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((id) => !known.has(id)),
      [],
    );
  });
});
