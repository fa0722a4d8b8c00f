// Writes the pictures of the README to media/readme, in a dark and a light theme. By hand:
// `npm run demo -- --pictures`. test/e2e/pictures.ts takes them; look at each one before you commit it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePng, encodeMovingPng, encodePng } from './png.mjs';
import { root } from './run.mjs';
import { megabytes, step } from './say.mjs';

const folder = join(root, 'media', 'readme');
const themes = { dark: 'Dark Modern', light: 'Light Modern' };

/** `take` takes the pictures of one theme, and must start with an org without records of an earlier load. */
export async function writePictures(take) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, theme] of Object.entries(themes)) {
    const { moving, stills } = await step(`Taking the pictures: ${theme}`, () => take(theme));
    await step(`Writing the pictures: ${theme}`, () => {
      const files = Object.entries(stills).map(([still, png]) => [still, encodePng(decodePng(png))]);
      const all = [['main-task', encodeMovingPng(moving)], ...files];
      for (const [file, bytes] of all) writeFileSync(join(folder, `${file}-${name}.png`), bytes);
      return { note: megabytes(all.reduce((sum, [, { length }]) => sum + length, 0)) };
    });
  }
}
