// Draws media/icon.png, the icon of the extension, from media/icon.svg. By hand, after a change: `node
// scripts/icon.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browser } from './browser.mjs';
import { nodeForHost } from './host.mjs';
import { root } from './run.mjs';

/** Marketplace and the Extensions view show it at 128 pixels and less; twice as many look sharp on every screen. */
const size = 256;

const svg = readFileSync(join(root, 'media', 'icon.svg'), 'utf8');
const { path, env } = await browser(await nodeForHost());
const launched = await chromium.launch({
  executablePath: path,
  env: { ...process.env, ...env },
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await launched.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  writeFileSync(join(root, 'media', 'icon.png'), await page.screenshot({ omitBackground: true }));
} finally {
  await launched.close();
}
