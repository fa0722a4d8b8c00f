// Measures how long a build of the extension takes to activate, in new Node processes with a stand-in for `vscode`. The
// real host adds its own work; test/vscode/activation.test.ts counts what activation loads and calls.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { inScratch } from './run.mjs';

const script = join(import.meta.dirname, 'activationChild.cjs');

/** Milliseconds of one activation: `load` reads and runs the first chunk, `activate` is the call. */
export const activationOf = (build) =>
  inScratch((home) => {
    const environment = { ...process.env, KINETIC_HOME: home };
    const words = [script, join(build, 'extension.js')];
    const child = spawnSync(process.execPath, words, { env: environment, encoding: 'utf8', timeout: 60_000 });
    if (child.status !== 0) throw new Error(`${build} did not activate: ${child.stderr.slice(-1000)}`);
    const { load, activate } = JSON.parse(child.stdout);
    return { load, activate, total: load + activate };
  });
