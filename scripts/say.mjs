// Prints what the scripts do: one line per step, with seconds and sizes.
import { readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

const tty = process.stderr.isTTY;
const paint = (code, text) => (tty ? `\u001b[${code}m${text}\u001b[0m` : text);

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** Progress goes to stderr, so that stdout is free for results. */
export const say = (text) => void process.stderr.write(`${text}\n`);
export const headingOf = (text) => `\n${paint('1', `── ${text} `)}${'─'.repeat(Math.max(4, 76 - text.length))}`;
export const heading = (text) => say(headingOf(text));

/**
 * Runs `work` under a title. What it returns as `note` (a size, a version) is shown after the seconds;
 * a failure names the step that failed.
 */
export async function step(title, work) {
  const begun = Date.now();
  say(`${paint('36', '…')} ${title}`);
  try {
    const result = await work();
    const note = typeof result?.note === 'string' ? `, ${result.note}` : '';
    say(`${paint('32', '✓')} ${title} (${seconds(Date.now() - begun)}${note})`);
    return result;
  } catch (error) {
    say(`${paint('31', '✗')} ${title} (${seconds(Date.now() - begun)})`);
    throw error;
  }
}

/** Bytes on disk below a folder, without following links. */
export function sizeOfFolder(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) total += sizeOfFolder(path);
    else if (entry.isFile()) total += lstatSync(path).size;
  }
  return total;
}
