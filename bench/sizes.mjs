// The sizes of what ships, by the names that scripts/budgets.json gives them, in kB of 1000 bytes.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesToWeigh, weigh } from '../scripts/budgets.mjs';
import { round } from './figures.mjs';

/** Of a checkout's `dist` and its VSIX, if it has one. */
export function sizesOf(checkout) {
  const vsix = readdirSync(checkout).find((name) => name.endsWith('.vsix'));
  const rows = weigh(filesToWeigh(join(checkout, 'dist'), vsix && join(checkout, vsix)));
  return Object.fromEntries(
    rows.map(({ name, sizeBytes }) => [name.endsWith('.vsix') ? 'VSIX' : name, round(sizeBytes / 1000, 1)]),
  );
}

/** True for a minified build: only the others have source maps. */
export const isMinified = (build) => !existsSync(join(build, 'kinetic.js.map'));
