import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cell, loaded, screenshot, scroller, themes, usePages } from '../openPage';

/** Elements that reach beyond the sides of the page. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'kinetic-grid' || element.classList.contains('sr')) continue;
        if (element.closest('.tablebox')) continue;
        const { right, left, width } = element.getBoundingClientRect();
        if (width > 0 && (right > innerWidth + 1 || left < -1)) found.push(`${element.localName}.${element.className}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });

/** Relative luminance of WCAG 2 of an opaque CSS color. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe('the look of the job panel', () => {
  const pages = usePages();

  for (const theme of themes) {
    it(`can be read in ${theme}`, async () => {
      const page = await pages.open({ job: 'production', theme });
      await loaded(page);
      await cell(page, 4, 3).click();
      await page.keyboard.press('Shift+ArrowDown');
      await cell(page, 8, 2).hover();
      await screenshot(page, `failed-${theme}`);
      for (const selector of [
        'h1',
        '.orgname',
        '.facts button',
        '.pace',
        'dd',
        '.cell.error',
        '.cell.link',
        '.option .sentence',
        '.message',
      ]) {
        const colors = await page
          .locator(selector)
          .nth(selector.startsWith('.cell') ? 5 : 0)
          .evaluate((element) => {
            const back = getComputedStyle(document.body).backgroundColor;
            return [getComputedStyle(element).color, back] as const;
          });
        assert.ok(
          contrast(...colors) >= 4.5,
          `${selector}: ${colors.join(' on ')} is ${contrast(...colors).toFixed(1)} : 1`,
        );
      }
      const taken = await pages.open({ job: 'taken', theme });
      await loaded(taken);
      await cell(taken, 4, 3).click();
      await screenshot(taken, `taken-${theme}`);
      const [ink, paper] = await cell(taken, 2, 2).evaluate((element) => {
        return [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor] as const;
      });
      assert.ok(contrast(ink, paper) >= 4.5, `mark: ${ink} on ${paper}`);
      for (const job of ['running', 'parts', 'clean', 'failed', 'aborted']) {
        const other = await pages.open({ job, theme });
        if (job === 'parts') await other.getByText('6 parts').first().click();
        if (job === 'parts' || job === 'aborted') await loaded(other);
        await screenshot(other, `${job}-${theme}`);
      }
    });
  }

  for (const [name, width, height] of [
    ['350 pixels wide', 350, 900],
    ['at 200 % zoom', 640, 400],
  ] as const) {
    it(`has room for everything ${name}`, async () => {
      for (const job of ['production', 'running', 'parts', 'failed', 'clean']) {
        const page = await pages.open({ job, width, height, theme: 'light' });
        if (job === 'production' || job === 'parts') await loaded(page);
        assert.deepEqual(await overflowing(page), [], job);
        await screenshot(page, `${job}-${width}px`);
        if (job !== 'production') continue;
        await page.getByRole('button', { name: /Open Line/ }).scrollIntoViewIfNeeded();
        const box = await scroller(page).boundingBox();
        assert.ok(box && box.height >= 5 * 24, 'the grid shows some rows');
        await screenshot(page, `${job}-${width}px-end`);
      }
    });
  }

  for (const [name, width, height] of [
    ['in a window of 1024 × 640 beside the side bar', 670, 540],
    ['in half an editor', 470, 640],
  ] as const) {
    it(`shows the first failed rows without scrolling ${name}`, async () => {
      for (const job of ['few', 'taken', 'production']) {
        const page = await pages.open({ job, width, height });
        await loaded(page);
        await cell(page, 4, 1).hover();
        for (const row of [2, 3, 4]) {
          const box = await cell(page, row, 1).boundingBox();
          const view = await scroller(page).boundingBox();
          assert.ok(box && view, `row ${row} of ${job} is there`);
          const bottom = Math.min(height, view.y + view.height);
          assert.ok(box.y + box.height <= bottom, `row ${row} of ${job} ends at ${box.y + box.height} of ${bottom}`);
        }
        await screenshot(page, `${job}-${width}x${height}`);
      }
    });
  }

  for (const theme of themes) {
    it(`draws what is done so that it can be seen in ${theme}`, async () => {
      const page = await pages.open({ job: 'done', theme });
      await loaded(page);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const tick = await page
        .locator('.i-pass')
        .first()
        .evaluate((icon) => getComputedStyle(icon).color);
      const bar = await page.locator('.bar .good').evaluate((part) => getComputedStyle(part).backgroundColor);
      for (const color of [tick, bar]) assert.ok(contrast(color, background) >= 3, `${color} on ${background}`);
    });

    it(`draws the speed so that it can be seen in ${theme}`, async () => {
      const page = await pages.open({ job: 'parts', theme });
      const colors = await page.locator('.speed .line').evaluate((line) => {
        return [getComputedStyle(line).stroke, getComputedStyle(document.body).backgroundColor] as const;
      });
      assert.ok(contrast(...colors) >= 3, `${colors.join(' on ')} is ${contrast(...colors).toFixed(1)} : 1`);
      const box = await page.locator('.speed').boundingBox();
      assert.ok(box && box.width > 300 && box.height >= 40, 'the plot of a running job is large');
    });
  }

  it('keeps the names of buttons that show only their icon in half an editor', async () => {
    const page = await pages.open({ job: 'few', width: 470 });
    await loaded(page);
    for (const name of ['Edit and Retry…', 'Copy Rows', 'Export CSV…', 'Reveal Result File']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      assert.ok(box && box.width < 50, `${name} is ${box?.width} px wide`);
    }
  });

  it('makes the details of a row as tall as they need to be, and not their buttons', async () => {
    const page = await pages.open({ job: 'few', width: 1000, height: 640 });
    await loaded(page);
    const heights = async (row: number): Promise<number[]> => {
      await cell(page, row, 2).click();
      const boxes = [
        await page.locator('.details').boundingBox(),
        await page.locator('.details button').first().boundingBox(),
      ];
      return boxes.map((box) => box?.height ?? 0);
    };
    const [short = 0, button = 0] = await heights(3);
    const [long = 0, same = 0] = await heights(4);
    assert.ok(short < 60, `one line is ${short} px tall`);
    assert.ok(long <= 130, `a long message is ${long} px tall`);
    assert.deepEqual([button, same], [26, 26]);
  });

  it('does not move when the system asks for reduced motion', async () => {
    const page = await pages.open({ job: 'running', reducedMotion: true });
    assert.equal(
      await page
        .locator('.spin')
        .first()
        .evaluate((element) => getComputedStyle(element).animationName),
      'none',
    );
  });

  it('shows values with several lines, blank ones, and the whole value of a cut one under the pointer', async () => {
    const page = await pages.open({ job: 'few', width: 1500 });
    await loaded(page);
    await cell(page, 2, 1).click();
    await page.keyboard.press('End');
    assert.equal(await cell(page, 2, 14).innerText(), 'Met at the fair.↵Says: "call me⇥back",↵then moved.');
    await cell(page, 2, 14).hover();
    assert.match((await cell(page, 2, 14).getAttribute('title')) ?? '', /^Met at the fair\.\nSays/);
    assert.match((await cell(page, 5, 14).getAttribute('class')) ?? '', /blank/);
    await screenshot(page, 'values');
  });
});
