// Finds the page inside a webview: VS Code puts it into two nested frames.
import type { Frame, Page } from 'playwright-core';
import { until } from './until';

/** Waits for the page that contains what `selector` names, in any webview. */
export function webview(page: Page, selector = 'body', timeoutMs = 30_000): Promise<Frame> {
  return until(
    `a webview that shows ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        if ((await isShownWebview(frame)) && (await holds(frame, selector))) return frame;
      }
      return undefined;
    },
    timeoutMs,
  );
}

/** A frame may close while it is read. */
const holds = async (frame: Frame, selector: string): Promise<boolean> =>
  (await frame
    .locator(selector)
    .count()
    .catch(() => 0)) > 0;

/** The inner frame of the two is the page; a hidden one belongs to an editor tab in the background. */
async function isShownWebview(frame: Frame): Promise<boolean> {
  const outer = frame.parentFrame();
  if (!outer?.parentFrame()) return false;
  try {
    const element = await outer.frameElement();
    return await element.isVisible();
  } catch {
    return false;
  }
}
