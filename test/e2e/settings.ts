// User settings of a VS Code that is opened for tests or for the demo.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** No popups, no telemetry, and nothing that differs from run to run. */
const quiet = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  // As on a desktop; a browser asks from 10 MB on.
  'workbench.editorLargeFileConfirmation': 1024,
  'workbench.colorTheme': 'Dark Modern',
  'workbench.iconTheme': 'vs-seti',
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // A test with more than 10,000 rows need not wait for the first poll.
  'kinetic.bulk.firstPollSeconds': 1,
  'update.mode': 'none',
};

/** Writes the settings of a user data folder: the quiet ones and, over them, `more`. */
export function writeSettings(userDataFolder: string, more: Readonly<Record<string, unknown>> = {}): void {
  const folder = join(userDataFolder, 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...more }, null, 2));
}
