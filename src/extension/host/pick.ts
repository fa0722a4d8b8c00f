// Multi-step questions in VS Code's quick pick: a title that says where one is, Back, Enter for the offered answer.
import { QuickInputButtons, QuickPickItemKind, window, type QuickInput, type QuickPickItem } from 'vscode';

/** The answer of somebody who went one question back. */
export const back = Symbol('back');
export type Answer<T> = T | typeof back;

export interface Place {
  /** Names the org, so that nobody answers for the wrong one. */
  readonly title: string;
  /** Only where so many questions follow one another; a list of answers to change has no steps. */
  readonly steps?: { readonly at: number; readonly of: number };
  readonly canGoBack: boolean;
}

export type Choice<T> = Pick<QuickPickItem, 'label' | 'description' | 'detail' | 'iconPath'> & { readonly value: T };
export interface Heading {
  readonly heading: string;
}

export type Choices<T> = readonly (Choice<T> | Heading)[];

export interface PickQuestion<T> {
  readonly placeholder: string;
  /** Fetched ones are waited for with a moving bar; the signal aborts when the person does not wait. */
  readonly choices: Choices<T> | ((signal: AbortSignal) => Promise<Choices<T>>);
  /** What Enter takes; else the first choice. */
  readonly offered?: T;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** What is wrong with the value, and the place in it that the cursor goes to. */
  readonly complaint?: { readonly sentence: string; readonly at: number } | undefined;
  /** What is wrong with a value; undefined when it is fine. */
  readonly check?: (value: string) => string | undefined;
}

/** Somebody closed the question: the boundary ends the command in silence. */
class Dismissed extends Error {
  override readonly name = 'AbortError';
}

export async function pickOne<T>(place: Place, question: PickQuestion<T>): Promise<Answer<T>> {
  type Item = QuickPickItem & { readonly choice?: Choice<T> };
  const toItem = (entry: Choice<T> | Heading): Item =>
    'heading' in entry ? { label: entry.heading, kind: QuickPickItemKind.Separator } : { ...entry, choice: entry };
  const input = window.createQuickPick<Item>();
  input.placeholder = question.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  return await ask<T>(input, place, ({ answer, fail }) => {
    input.onDidAccept(() => {
      const chosen = input.selectedItems[0]?.choice;
      if (chosen) answer(chosen.value);
    });
    const show = (choices: Choices<T>): void => {
      input.busy = false;
      input.items = choices.map(toItem);
      const answers = input.items.filter(({ choice }) => choice !== undefined);
      const offered = answers.find(({ choice }) => choice?.value === question.offered) ?? answers[0];
      if (offered) input.activeItems = [offered];
    };
    if (typeof question.choices !== 'function') {
      show(question.choices);
      return;
    }
    const waiting = new AbortController();
    input.onDidHide(() => waiting.abort());
    input.busy = true;
    question.choices(waiting.signal).then(show, fail);
  });
}

export async function askText(place: Place, question: TextQuestion): Promise<Answer<string>> {
  const input = window.createInputBox();
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value ?? '';
  input.password = question.secret ?? false;
  if (question.complaint) {
    const { sentence, at } = question.complaint;
    input.validationMessage = sentence;
    input.valueSelection = [at, at];
  }
  return await ask<string>(input, place, ({ answer }) => {
    const check = (): string | undefined => question.check?.(input.value.trim());
    input.onDidChangeValue(() => {
      // A complaint that is already shown goes away as soon as it is mended; a new one waits for Enter.
      if (input.validationMessage) input.validationMessage = check();
    });
    input.onDidAccept(() => {
      const problem = check();
      if (problem === undefined) answer(input.value.trim());
      else input.validationMessage = problem;
    });
  });
}

interface Ends<T> {
  readonly answer: (value: Answer<T>) => void;
  readonly fail: (error: unknown) => void;
}

interface Askable extends QuickInput {
  buttons: readonly (typeof QuickInputButtons.Back)[];
  readonly onDidTriggerButton: (listener: () => void) => unknown;
}

function ask<T>(input: Askable, place: Place, wire: (ends: Ends<T>) => void): Promise<Answer<T>> {
  input.title = place.title;
  input.step = place.steps?.at;
  input.totalSteps = place.steps?.of;
  // Tokens and client ids are fetched from a browser: a question must not vanish when the focus leaves.
  input.ignoreFocusOut = true;
  if (place.canGoBack) input.buttons = [QuickInputButtons.Back];
  return new Promise<Answer<T>>((resolve, reject) => {
    input.onDidTriggerButton(() => resolve(back));
    input.onDidHide(() => reject(new Dismissed()));
    wire({ answer: resolve, fail: reject });
    input.show();
  }).finally(() => input.dispose());
}

/** Asks one question after the other; Back asks the one before again. Resolves `back` when the first is left that way. */
export async function askInTurn(questions: readonly (() => Promise<Answer<void>>)[]): Promise<Answer<void>> {
  for (let at = 0; at < questions.length;) {
    const answer = await questions[at]?.();
    if (answer === back && at === 0) return back;
    at += answer === back ? -1 : 1;
  }
}
