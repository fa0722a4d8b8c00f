// The only place that shows notifications, modal dialogs and messages in the status bar. Their text is plain: VS Code
// reads links and icons in it otherwise.
import { window, type Disposable, type MessageItem, type MessageOptions } from 'vscode';
import { plainText } from './plainText';

/** Shows a notification; resolves to the pressed button, or undefined when it is closed. */
export const showInfo = <B extends string>(text: string, ...buttons: readonly B[]): Promise<B | undefined> =>
  show(window.showInformationMessage, text, buttons);
export const showWarning = <B extends string>(text: string, ...buttons: readonly B[]): Promise<B | undefined> =>
  show(window.showWarningMessage, text, buttons);
export const showError = <B extends string>(text: string, ...buttons: readonly B[]): Promise<B | undefined> =>
  show(window.showErrorMessage, text, buttons);

type Show = (text: string, ...buttons: string[]) => Thenable<string | undefined>;

const show = async <B extends string>(how: Show, text: string, buttons: readonly B[]): Promise<B | undefined> =>
  (await how(plainText(text), ...buttons)) as B | undefined;

/** Long enough to be read, and to be noticed by someone who looks at another part of the window. */
const statusMs = 10_000;

export interface StatusMessage {
  /** Shows the text in the status bar for some seconds, instead of the last one. */
  readonly show: (text: string) => void;
  /** As soon as the text could be taken for that of something else. */
  readonly clear: () => void;
}

export function createStatusMessage(): StatusMessage {
  let shown: Disposable | undefined;
  const clear = (): void => void shown?.dispose();
  return {
    show: (text) => {
      clear();
      shown = window.setStatusBarMessage(plainText(text), statusMs);
    },
    clear,
  };
}

export interface Dialog<B extends string> {
  readonly question: string;
  /** Lines below the question. Each is one line, whatever its text contains. */
  readonly detail: readonly string[];
  readonly buttons: readonly B[];
  /** Replaces “Cancel”. */
  readonly cancel?: string;
}

/** Asks in a modal dialog; resolves to the pressed button, or undefined when it is canceled. */
export async function askModal<B extends string>(dialog: Dialog<B>): Promise<B | undefined> {
  const options: MessageOptions = { modal: true, detail: dialog.detail.map(plainText).join('\n') };
  const items: readonly MessageItem[] = [
    ...dialog.buttons.map((title) => ({ title })),
    ...(dialog.cancel === undefined ? [] : [{ title: dialog.cancel, isCloseAffordance: true }]),
  ];
  const chosen = await window.showWarningMessage(plainText(dialog.question), options, ...items);
  return dialog.buttons.find((button) => button === chosen?.title);
}
