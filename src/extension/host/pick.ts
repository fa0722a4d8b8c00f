// Questions in VS Code's quick pick, one or several in a row: the title names the step, Enter takes the suggested answer.
import { QuickInputButtons, QuickPickItemKind, window, type QuickInput, type QuickPickItem } from 'vscode';

/** The answer when the Back button is pressed. */
export const back = Symbol('back');
export type StepAnswer<T> = T | typeof back;

export interface StepTitle {
  /** Names the org, because an answer for the wrong org may change its records. */
  readonly title: string;
  /** Only where the number of questions is fixed. */
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
  /** A function is called while a progress bar runs; its signal aborts when the question is closed. */
  readonly choices: Choices<T> | ((signal: AbortSignal) => Promise<Choices<T>>);
  /** The choice that Enter takes; by default the first. */
  readonly offered?: T;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** What is wrong with the value, and the cursor position where it is wrong. */
  readonly complaint?: { readonly sentence: string; readonly at: number } | undefined;
  /** What is wrong with a value; undefined when the value is valid. */
  readonly check?: (value: string) => string | undefined;
}

/** Thrown when a question is closed. The boundary ends the command without a message. */
class Dismissed extends Error {
  override readonly name = 'AbortError';
}

export async function pickOne<T>(step: StepTitle, question: PickQuestion<T>): Promise<StepAnswer<T>> {
  type Item = QuickPickItem & { readonly choice?: Choice<T> };
  const toItem = (entry: Choice<T> | Heading): Item =>
    'heading' in entry ? { label: entry.heading, kind: QuickPickItemKind.Separator } : { ...entry, choice: entry };
  const input = window.createQuickPick<Item>();
  input.placeholder = question.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  return await ask<T>(input, step, ({ answer, fail }) => {
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

export async function askText(step: StepTitle, question: TextQuestion): Promise<StepAnswer<string>> {
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
  return await ask<string>(input, step, ({ answer }) => {
    const check = (): string | undefined => question.check?.(input.value.trim());
    input.onDidChangeValue(() => {
      // A shown complaint disappears as soon as the value is valid. A new complaint waits for Enter.
      if (input.validationMessage) input.validationMessage = check();
    });
    input.onDidAccept(() => {
      const problem = check();
      if (problem === undefined) answer(input.value.trim());
      else input.validationMessage = problem;
    });
  });
}

interface Settle<T> {
  readonly answer: (value: StepAnswer<T>) => void;
  readonly fail: (error: unknown) => void;
}

interface Askable extends QuickInput {
  buttons: readonly (typeof QuickInputButtons.Back)[];
  readonly onDidTriggerButton: (listener: () => void) => unknown;
}

function ask<T>(input: Askable, step: StepTitle, connect: (settle: Settle<T>) => void): Promise<StepAnswer<T>> {
  input.title = step.title;
  input.step = step.steps?.at;
  input.totalSteps = step.steps?.of;
  // Tokens and client ids are copied from a browser, so the question stays open when it loses the focus.
  input.ignoreFocusOut = true;
  if (step.canGoBack) input.buttons = [QuickInputButtons.Back];
  return new Promise<StepAnswer<T>>((resolve, reject) => {
    input.onDidTriggerButton(() => resolve(back));
    input.onDidHide(() => reject(new Dismissed()));
    connect({ answer: resolve, fail: reject });
    input.show();
  }).finally(() => input.dispose());
}

/** Asks the questions in order; Back returns to the previous one. Resolves to `back` when the first is left by Back. */
export async function askInTurn(questions: readonly (() => Promise<StepAnswer<void>>)[]): Promise<StepAnswer<void>> {
  for (let at = 0; at < questions.length;) {
    const answer = await questions[at]?.();
    if (answer === back && at === 0) return back;
    at += answer === back ? -1 : 1;
  }
}
