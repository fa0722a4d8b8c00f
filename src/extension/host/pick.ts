// Questions in VS Code's quick pick, one or several in a row: the title names the step, Enter accepts the suggested
// answer.
import {
  QuickInputButtons,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type QuickInput,
  type QuickPickItem,
  type Uri,
} from 'vscode';
import { plainDetail, plainText } from './plainText';

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

export interface ThemedImage {
  readonly light: Uri;
  readonly dark: Uri;
}

export interface Choice<T> {
  readonly value: T;
  /** A codicon, or an image for each kind of theme. */
  readonly icon?: string | ThemedImage;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}
export interface Heading {
  readonly heading: string;
}

export type Choices<T> = readonly (Choice<T> | Heading)[];

export interface PickQuestion<T> {
  readonly placeholder: string;
  /** A function is called while a progress bar runs; its signal aborts when the question is closed. */
  readonly choices: Choices<T> | ((signal: AbortSignal) => Promise<Choices<T>>);
  /** The choice that Enter accepts; by default the first. */
  readonly offered?: T;
  /** Enter accepts nothing until a choice is selected: for a first choice that must not be accepted by habit. */
  readonly mustSelect?: boolean;
  /**
   * Called once, with a progress bar while it runs: `show` replaces the choices by those with the same values and more.
   * The active one stays. The signal aborts when the question is closed.
   */
  readonly complete?: (show: (choices: Choices<T>) => void, signal: AbortSignal) => Promise<void>;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** What is wrong with the value, and the cursor position where it is wrong. */
  readonly problem?: { readonly sentence: string; readonly at: number } | undefined;
  /** What is wrong with a value; undefined when the value is valid. */
  readonly check?: (value: string) => string | undefined;
}

/** Thrown when a question is closed. The boundary ends the command without a message. */
class QuestionClosed extends Error {
  override readonly name = 'AbortError';
}

export async function pickOne<T>(step: StepTitle, question: PickQuestion<T>): Promise<StepAnswer<T>> {
  const input = window.createQuickPick<Item<T>>();
  input.placeholder = plainText(question.placeholder);
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const waiting = new AbortController();
  return await ask<T>(input, step, ({ answer, fail }) => {
    input.onDidAccept(() => {
      const chosen = input.selectedItems[0]?.choice;
      if (chosen) answer(chosen.value);
    });
    const show = (choices: Choices<T>, active = question.offered, hasNone = question.mustSelect === true): void => {
      input.items = choices.map((entry) => toItem(entry));
      const answers = input.items.filter(({ choice }) => choice !== undefined);
      const offered = answers.find(({ choice }) => choice?.value === active) ?? answers[0];
      input.activeItems = offered && !hasNone ? [offered] : [];
    };
    const { complete, choices } = question;
    const showMore = (more: Choices<T>): void => {
      const [active] = input.activeItems;
      if (!waiting.signal.aborted) show(more, active?.choice?.value, active === undefined);
    };
    const wait = (work: Promise<void>): void => {
      input.busy = true;
      work.catch(fail).finally(() => (input.busy = false));
    };
    if (typeof choices === 'function') wait(choices(waiting.signal).then((all) => show(all)));
    else show(choices);
    if (complete) wait(complete(showMore, waiting.signal));
  }).finally(() => waiting.abort());
}

export interface PickManyQuestion<T> {
  readonly placeholder: string;
  readonly choices: Choices<T>;
  /** Checked at first. */
  readonly checked: readonly T[];
}

/** Resolves to the checked choices in the order of the list; with none, Enter does nothing. */
export async function pickMany<T>(step: StepTitle, question: PickManyQuestion<T>): Promise<StepAnswer<readonly T[]>> {
  const input = window.createQuickPick<Item<T>>();
  input.placeholder = plainText(question.placeholder);
  input.canSelectMany = true;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  return await ask<readonly T[]>(input, step, ({ answer }) => {
    input.items = question.choices.map((entry) => toItem(entry));
    const isChecked = ({ choice }: Item<T>): boolean => choice !== undefined && question.checked.includes(choice.value);
    input.selectedItems = input.items.filter(isChecked);
    input.onDidAccept(() => {
      const chosen = input.items.filter((item) => input.selectedItems.includes(item));
      const values = chosen.flatMap(({ choice }) => (choice ? [choice.value] : []));
      if (values.length > 0) answer(values);
    });
  });
}

type Item<T> = QuickPickItem & { readonly choice?: Choice<T> };

function toItem<T>(entry: Choice<T> | Heading): Item<T> {
  if ('heading' in entry) return { label: plainText(entry.heading), kind: QuickPickItemKind.Separator };
  const { icon, label, description, detail } = entry;
  return {
    choice: entry,
    label: plainText(label),
    ...(icon !== undefined && { iconPath: typeof icon === 'string' ? new ThemeIcon(icon) : icon }),
    ...(description !== undefined && { description: plainDetail(description) }),
    ...(detail !== undefined && { detail: plainDetail(detail) }),
  };
}

export async function askText(step: StepTitle, question: TextQuestion): Promise<StepAnswer<string>> {
  const input = window.createInputBox();
  input.prompt = plainText(question.prompt);
  input.placeholder = question.placeholder && plainText(question.placeholder);
  input.value = question.value ?? '';
  input.password = question.secret ?? false;
  if (question.problem) {
    const { sentence, at } = question.problem;
    input.validationMessage = plainText(sentence);
    input.valueSelection = [at, at];
  }
  return await ask<string>(input, step, ({ answer }) => {
    const check = (): string | undefined => {
      const problem = question.check?.(input.value.trim());
      return problem && plainText(problem);
    };
    input.onDidChangeValue(() => {
      // A message disappears as soon as the value is valid. A new one appears on Enter.
      if (input.validationMessage) input.validationMessage = check();
    });
    input.onDidAccept(() => {
      const problem = check();
      if (problem === undefined) answer(input.value.trim());
      else input.validationMessage = problem;
    });
  });
}

interface Callbacks<T> {
  readonly answer: (value: StepAnswer<T>) => void;
  readonly fail: (error: unknown) => void;
}

interface AnyInput extends QuickInput {
  buttons: readonly (typeof QuickInputButtons.Back)[];
  readonly onDidTriggerButton: (listener: () => void) => unknown;
}

function ask<T>(input: AnyInput, step: StepTitle, connect: (callbacks: Callbacks<T>) => void): Promise<StepAnswer<T>> {
  input.title = plainText(step.title);
  input.step = step.steps?.at;
  input.totalSteps = step.steps?.of;
  // Tokens and client ids are copied from a browser, so the question stays open when it loses the focus.
  input.ignoreFocusOut = true;
  if (step.canGoBack) input.buttons = [QuickInputButtons.Back];
  return new Promise<StepAnswer<T>>((resolve, reject) => {
    input.onDidTriggerButton(() => resolve(back));
    input.onDidHide(() => reject(new QuestionClosed()));
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
