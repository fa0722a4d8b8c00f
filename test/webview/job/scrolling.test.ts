import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { loaded, scroller, usePages } from '../openPage';

/** The browser's work for the frames that it drew. It does not depend on how busy the machine is. */
interface Work {
  readonly frames: number;
  readonly layouts: number;
  readonly styles: number;
  /** Processor time of the page. Only printed, because it depends on the machine. */
  readonly cpuMs: number;
}

async function workDuring(page: Page, act: () => Promise<void>): Promise<Work> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const measure = async (): Promise<Omit<Work, 'frames'>> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    return { layouts: of('LayoutCount'), styles: of('RecalcStyleCount'), cpuMs: of('TaskDuration') * 1000 };
  };
  const stop = await page.evaluateHandle(() => {
    let frames = 0;
    let isOver = false;
    const frame = (): void => {
      frames += 1;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return () => ((isOver = true), frames);
  });
  const before = await measure();
  await act();
  const after = await measure();
  const frames = await stop.evaluate((end) => end());
  await session.detach();
  return {
    frames,
    layouts: after.layouts - before.layouts,
    styles: after.styles - before.styles,
    cpuMs: after.cpuMs - before.cpuMs,
  };
}

/** Turns of the wheel, and positions along the scroll bar. */
const steps = 120;

/** A smooth step is laid out once or twice, not once for every row or cell. */
async function isSmoothDuring(page: Page, name: string, act: () => Promise<void>): Promise<boolean> {
  const { frames, layouts, styles, cpuMs } = await workDuring(page, act);
  const each = (count: number): string => (count / steps).toFixed(1);
  console.log(
    `      ${name}: ${each(layouts)} layouts, ${each(styles)} styles and ${each(cpuMs)} ms of the processor for each step, ${frames} frames`,
  );
  return layouts <= 4 * steps && styles <= 8 * steps;
}

async function wheel(page: Page, by: { x: number; y: number }, turns: number): Promise<void> {
  const box = await scroller(page).boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(by.x, by.y);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Like dragging the scroll bar: a large jump in each frame. */
const drag = (page: Page): Promise<void> =>
  scroller(page).evaluate(async (element, count) => {
    for (let step = 0; step < count; step++) {
      element.scrollTop += element.scrollHeight / (count + 10);
      await new Promise(requestAnimationFrame);
    }
  }, steps);

describe('scrolling through failed rows', function () {
  this.timeout(300_000);
  const pages = usePages();

  for (const [job, rows] of [
    ['done', '100,000'],
    ['million', '1,000,000'],
  ] as const) {
    it(`draws ${rows} rows without stutter, by wheel and by scroll bar`, async () => {
      const page = await pages.open({ job, width: 1280, height: 900 });
      await loaded(page);
      assert.ok(await isSmoothDuring(page, 'wheel', () => wheel(page, { x: 0, y: 240 }, steps)));
      assert.ok(await isSmoothDuring(page, 'scroll bar', () => drag(page)));
    });
  }

  it('draws thousands of columns without stutter', async () => {
    const page = await pages.open({ job: 'wide', width: 1280, height: 900 });
    await loaded(page);
    assert.ok(await isSmoothDuring(page, 'sideways', () => wheel(page, { x: 240, y: 0 }, steps)));
    const cells = await page.locator('kinetic-grid .cell').count();
    assert.ok(cells < 2000, `${cells} cells for one screen`);
  });

  it('shows the first of 1,000,000 failed rows after reading one page', async () => {
    const page = await pages.open({ job: 'million' });
    await loaded(page);
    const ms = await page.evaluate(() => performance.now());
    console.log(`      from opening the page to the first rows: ${ms.toFixed(0)} ms`);
    const asked = await page.evaluate(() => globalThis.fakeHost.asked);
    assert.ok(asked.length <= 2, JSON.stringify(asked));
  });

  it('reaches the last of 1,000,000 rows, and every row before it by single steps', async () => {
    const page = await pages.open({ job: 'million' });
    await loaded(page);
    await scroller(page).evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.locator('[aria-rowindex="1000001"]').waitFor();
    await loaded(page);
    assert.equal(
      await page.locator('[aria-rowindex="1000001"] > [aria-colindex="1"]').innerText(),
      String(999_999 * 3 + 2),
    );
    const seen = new Set<number>();
    for (let step = 0; step < 40; step++) {
      await wheel(page, { x: 0, y: -100 }, 1);
      const rows = await page
        .locator('kinetic-grid .row')
        .evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex'))));
      rows.forEach((row) => seen.add(row));
    }
    const lowest = Math.min(...[...seen].filter((row) => row > 2));
    for (let row = lowest; row <= 1_000_001; row++) assert.ok(seen.has(row), `row ${row} was jumped over`);
    assert.ok(lowest < 1_000_001 - 60, 'the wheel moved');
  });

  it('has one screen of elements and a limited number of rows in memory', async () => {
    const page = await pages.open({ job: 'million' });
    await loaded(page);
    await drag(page);
    await loaded(page);
    assert.ok((await page.locator('kinetic-grid .row').count()) < 80);
    const asked = await page.evaluate(() => globalThis.fakeHost.asked.length);
    assert.ok(asked < 120, `${asked} pages were asked for while flying over 5,000`);
  });
});
