// Records what a user does as frames of a moving picture. A browser's screenshots have no pointer and no keys, so both
// are drawn on the page.
import type { Locator, Page } from 'playwright-core';

export interface Frame {
  readonly png: Buffer;
  /** How long it is shown. */
  readonly ms: number;
}

export interface Film {
  readonly frames: readonly Frame[];
  /** Shows the window as it is now. */
  readonly hold: (ms: number) => Promise<void>;
  /** Moves the pointer to an element, and shows the way. */
  readonly pointAt: (target: Locator) => Promise<void>;
  /** Shows the name of a key while it is pressed. */
  readonly press: (key: string, press: () => Promise<void>) => Promise<void>;
  /** Takes frames until the work is done. */
  readonly during: (work: Promise<unknown>) => Promise<void>;
}

const drawn = `
  const layer = document.createElement('div');
  layer.style.cssText = 'position:fixed;inset:0;z-index:2147483647;pointer-events:none;font:600 20px sans-serif';
  layer.innerHTML =
    '<svg id="film-pointer" width="22" height="30" viewBox="0 0 11 15" style="position:absolute">' +
    '<path d="M.7.7v11l2.6-2.4 1.8 4.3 1.9-.8-1.8-4.2h3.6z" fill="#fff" stroke="#000" stroke-width=".9"/></svg>' +
    '<div id="film-key" style="position:absolute;left:50%;bottom:72px;translate:-50%;padding:8px 22px;' +
    'border:2px solid #fff;border-radius:8px;background:#0078d4;color:#fff" hidden></div>';
  document.body.append(layer);`;

const stepsOfMove = 6;
const frameMs = 60;

export async function startFilm(page: Page): Promise<Film> {
  const frames: Frame[] = [];
  let at = { x: 620, y: 420 };
  const take = async (ms: number): Promise<void> => {
    // The caret is hidden, so that frames in which nothing happens are the same.
    frames.push({ png: await page.screenshot({ caret: 'hide' }), ms });
  };
  const draw = (element: string, change: string): Promise<unknown> =>
    page.evaluate(`{ const element = document.getElementById('film-${element}'); ${change} }`);
  const move = async (x: number, y: number): Promise<void> => {
    at = { x, y };
    await page.mouse.move(x, y);
    await draw('pointer', `element.style.left = '${x}px'; element.style.top = '${y}px';`);
  };
  await page.evaluate(`{ ${drawn} }`);
  await move(at.x, at.y);
  return {
    frames,
    hold: take,
    pointAt: async (target) => {
      const box = await target.boundingBox();
      if (!box) throw new Error('An element that is not shown cannot be pointed at.');
      const from = at;
      const to = { x: box.x + Math.min(box.width / 2, 90), y: box.y + box.height / 2 };
      for (let step = 1; step <= stepsOfMove; step += 1) {
        const part = step / stepsOfMove;
        await move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
        await take(frameMs);
      }
    },
    press: async (key, press) => {
      await draw('key', `element.textContent = ${JSON.stringify(key)}; element.hidden = false;`);
      await take(700);
      await press();
      await draw('key', 'element.hidden = true;');
    },
    during: async (work) => {
      let isDone = false;
      const done = work.finally(() => (isDone = true));
      while (!isDone) {
        const begin = performance.now();
        const png = await page.screenshot({ caret: 'hide' });
        frames.push({ png, ms: Math.round(performance.now() - begin) });
      }
      await done;
    },
  };
}
