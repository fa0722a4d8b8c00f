// The icon font of the pages keeps the icons that they use, and loses the others.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/browser';

interface FontScript {
  readonly smallFont: (font: Buffer, characters: readonly number[]) => Buffer;
}

const whole = readFileSync('node_modules/@vscode/codicons/dist/codicon.ttf');
const codes = JSON.parse(readFileSync('node_modules/@vscode/codicons/src/template/mapping.json', 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;
const codeOf = (name: string): number =>
  Number(Object.entries(codes).find(([, names]) => names.includes(name))?.[0] ?? assert.fail(name));

describe('the icon font of the pages', function () {
  this.timeout(60_000);
  let browser: Browser;
  let smallFont: FontScript['smallFont'];
  before(async () => {
    ({ smallFont } = (await import(pathToFileURL(resolve('scripts/smallFont.cjs')).href)) as FontScript);
    browser = await launchBrowser();
  });
  after(() => browser.close());

  /** What a browser draws for these characters, each by itself. */
  async function drawn(font: Buffer, characters: readonly number[]): Promise<readonly string[]> {
    const page = await browser.newPage();
    const url = `data:font/ttf;base64,${font.toString('base64')}`;
    const spans = characters.map((one) => `<p><span>&#${one};</span></p>`).join('');
    await page.setContent(
      `<style>@font-face { font-family: icons; src: url(${url}) } span { font: 32px/1 icons }</style>${spans}`,
    );
    await page.evaluate(() => document.fonts.load('32px icons', '\uEAB2'));
    const pictures: string[] = [];
    for (const span of await page.locator('span').all()) pictures.push((await span.screenshot()).toString('base64'));
    await page.close();
    return pictures;
  }

  it('draws the used icons as before, in a fifth of the bytes', async () => {
    const used = ['check', 'error', 'sync', 'trash', 'folder'].map(codeOf);
    const small = smallFont(whole, used);
    assert.ok(small.length < whole.length / 5, `${small.length} of ${whole.length} bytes`);
    const before = await drawn(whole, used);
    assert.deepEqual(await drawn(small, used), before);
    assert.equal(new Set(before).size, used.length, 'each icon has its own picture');
    const [unused] = await drawn(small, [codeOf('rocket')]);
    assert.ok(!before.includes(unused ?? ''));
  });

  it('cannot be made with an icon that does not exist', () => {
    assert.throws(() => smallFont(whole, [codeOf('check'), 0xefff]), /no icon efff/);
  });

  it('has every icon that is named in the sources of the pages', () => {
    const sources = readdirSync('webview-ui/src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join('webview-ui/src', path), 'utf8'));
    // Written as code points; any other way would leave the icon out of the font.
    for (const text of sources) assert.doesNotMatch(text, /[\uE000-\uF8FF]|\\u\{e[a-f]|&#x?e[a-f]|fromCodePoint/i);
  });
});
