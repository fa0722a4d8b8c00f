// The command palette, quick picks and input boxes: everything that a user answers at the top of the window.
import { errors, type Locator, type Page } from 'playwright-core';
import { Overdue, until } from './until';

const widget = (page: Page) => page.locator('.quick-input-widget:visible');
const box = (page: Page) => widget(page).locator('.quick-input-filter input');
const rows = (page: Page) => widget(page).locator('.quick-input-list .monaco-list-row');
const row = (page: Page, text: string) => rows(page).filter({ hasText: text });

/**
 * Runs a command by its title, exactly as the palette shows it: `Kinetic: Load CSV…`. Tries again if another element
 * that is still opening takes the focus, which closes the palette.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await until(`the palette to run ${title}`, async () => {
    await page.keyboard.press('F1');
    try {
      await box(page).fill(`>${title}`, { timeout: 3000 });
      await row(page, title).first().click({ timeout: 3000 });
      return await isAnswered(page, `>${title}`);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      // An open palette keeps the commands of the moment in which it was opened.
      await page.keyboard.press('Escape');
      return undefined;
    }
  });
}

/**
 * True when the box is closed or shows another question; undefined when it still has the answer: the click was ignored.
 */
const isAnswered = (page: Page, answer: string): Promise<true | undefined> =>
  until(
    `an answer to ${answer}`,
    async () => ((await isAsking(page)) && (await valueOf(page)) === answer ? undefined : true),
    3000,
  ).catch(() => undefined);

/** Reads a box that may close meanwhile. */
const valueOf = (page: Page): Promise<string> =>
  box(page)
    .inputValue({ timeout: 1000 })
    .catch(() => '');

/** The commands that the palette offers for these words. The palette stays open. */
export async function commandsLike(page: Page, words: string): Promise<readonly string[]> {
  await page.keyboard.press('F1');
  await box(page).fill(`>${words}`);
  await row(page, words).first().waitFor();
  return labelsOf(rows(page));
}

/** Whether the palette has a command with exactly this title at this moment. */
export async function isInPalette(page: Page, title: string): Promise<boolean> {
  await page.keyboard.press('F1');
  await box(page).fill(`>${title}`);
  const found = await until(`the palette to search for ${title}`, async () => {
    const isThere = (await labelsOf(rows(page))).some((label) => label.split(',')[0] === title);
    // What the palette offers instead of a command that it does not have.
    const others = rows(page).filter({ hasText: /No matching commands|similar commands/ });
    return isThere || (await others.count()) > 0 ? { isThere } : undefined;
  });
  await closePicker(page);
  return found.isThere;
}

/** Closes any open question without an answer. */
export const closePicker = (page: Page): Promise<void> => leave(page, '.quick-input-widget');

/** Presses Escape until none of that is open any more. */
export async function leave(page: Page, selector: string): Promise<void> {
  const open = page.locator(selector).filter({ visible: true });
  await until(`${selector} to be left`, async () => {
    if ((await open.count()) === 0) return true;
    await page.keyboard.press('Escape');
    return undefined;
  });
}

interface Labeled {
  readonly getAttribute: (name: string) => string | null;
}

/** What a screen reader hears for each row, from top to bottom. */
export function labelsOf(found: Locator): Promise<readonly string[]> {
  // All at once: reading would wait for a list that closes in the meantime.
  return found.evaluateAll((rows: readonly Labeled[]) => rows.map((one) => one.getAttribute('aria-label') ?? ''));
}

export interface Question {
  /** The line above the box; empty if there is none. */
  readonly title: string;
  /** The gray text in the box. */
  readonly placeholder: string;
  readonly value: string;
  readonly choices: readonly string[];
  /** The line below an input box: its prompt, or what is wrong with the value. */
  readonly message: string;
}

/** Waits for a question whose title or placeholder matches, and reads it. */
export async function question(page: Page, matching = /^/): Promise<Question> {
  return until(`a question like ${String(matching)}`, async () => {
    if (!(await isAsking(page)) || (await widget(page).locator('.quick-input-progress.active').count()) > 0)
      return undefined;
    const title = (await widget(page).locator('.quick-input-title').textContent()) ?? '';
    const placeholder = (await box(page).getAttribute('placeholder')) ?? '';
    if (!matching.test(title) && !matching.test(placeholder)) return undefined;
    return {
      title,
      placeholder,
      value: await box(page).inputValue(),
      choices: await labelsOf(rows(page)),
      message: (await widget(page).locator('.quick-input-message').textContent()) ?? '',
    };
  });
}

/** Types the text first, for lists that are longer than the window shows; false if the list closes in the meantime. */
export async function chooseByTyping(page: Page, text: string): Promise<boolean> {
  const wanted = row(page, text).and(page.locator('.focused')).first();
  try {
    await until(`${text} to be offered`, async () => {
      await box(page).fill(text, { timeout: 5000 });
      if (await isSoon(wanted, 3000)) return true;
      // Text that is typed while a list still grows filters the list, but chooses nothing.
      await box(page).fill('', { timeout: 5000 });
      return undefined;
    });
    await accept(page);
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError || error instanceof Overdue) return false;
    throw error;
  }
}

const isSoon = (what: Locator, timeout: number): Promise<boolean> =>
  what.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/** Waits for the input box whose line says this, and answers it. */
export async function typeAnswer(page: Page, prompt: string, text: string): Promise<void> {
  await until(`the question ${prompt}`, async () => {
    const { message } = await question(page);
    return message.includes(prompt) ? message : undefined;
  });
  await box(page).fill(text);
  await accept(page);
}

/** Accepts what is preselected or typed, wherever the focus is. */
export const accept = (page: Page): Promise<void> => box(page).press('Enter');

const isAsking = (page: Page): Promise<boolean> => widget(page).isVisible();
