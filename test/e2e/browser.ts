// Launches the browser that setup found.
import { chromium, type Browser } from 'playwright-core';
import { installed } from './installed';

export async function launchBrowser(): Promise<Browser> {
  const { browser } = installed();
  if (!browser) throw new Error('No browser is set up yet: run "node scripts/setup.mjs" first.');
  const { path, env } = browser;
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
    ],
  });
}
