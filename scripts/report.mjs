// Prints what mocha writes inside the extension host while it runs, until it reports its end.
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A new folder for one run: `text` grows line by line, `done` has the exit code at the end (see test/vscode/run.ts).
 */
export function newReport() {
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-report-'));
  writeFileSync(join(folder, 'text'), '');
  return { folder, text: join(folder, 'text'), done: join(folder, 'done') };
}

/** Follows a report to its end and returns its exit code, or undefined when nothing is added for `silenceMs`. */
export async function follow(report, { silenceMs, gone = () => false }) {
  const file = openSync(report.text, 'r');
  const chunk = Buffer.alloc(65_536);
  const print = () => {
    const length = readSync(file, chunk);
    process.stdout.write(chunk.subarray(0, length));
    return length > 0;
  };
  const ended = () => existsSync(report.done);
  try {
    for (let heard = Date.now(); Date.now() - heard < silenceMs && !ended() && !gone(); await pause(100)) {
      if (print()) heard = Date.now();
    }
    while (print());
    return ended() ? Number(readFileSync(report.done, 'utf8')) : undefined;
  } finally {
    closeSync(file);
  }
}
