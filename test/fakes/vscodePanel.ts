// A webview panel of the fake `vscode`: records the messages to its page and plays the page.
import type * as vscode from 'vscode';

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  readonly fire = (value: T) => this.#listeners.forEach((listener) => listener(value));
  readonly dispose = () => this.#listeners.clear();
}

export interface FakePanel {
  readonly viewType: string;
  readonly title: string;
  readonly webviewPanel: vscode.WebviewPanel;
  /** Messages to the page. */
  readonly posted: unknown[];
  /** A message from the page. */
  readonly say: (message: unknown) => void;
  reveals: number;
  /** In the foreground of its editor group. */
  isVisible: boolean;
  /** The active editor. */
  isActive: boolean;
  isDisposed: boolean;
}

export function createFakePanel(viewType: string, title: string): FakePanel {
  const heard = new EventEmitter<unknown>();
  const disposed = new EventEmitter<void>();
  const posted: unknown[] = [];
  const webview = {
    html: '',
    options: {},
    cspSource: 'self',
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: heard.event,
    postMessage: (message: unknown) => Promise.resolve(posted.push(message) > 0),
  };
  const webviewPanel = {
    title,
    viewType,
    webview,
    iconPath: undefined,
    get visible(): boolean {
      return panel.isVisible;
    },
    get active(): boolean {
      return panel.isActive;
    },
    onDidDispose: disposed.event,
    reveal: () => (panel.reveals += 1),
    dispose: () => {
      panel.isDisposed = true;
      disposed.fire();
    },
  } as unknown as vscode.WebviewPanel;
  const panel: FakePanel = {
    viewType,
    title,
    webviewPanel,
    posted,
    say: (message) => heard.fire(message),
    reveals: 0,
    isVisible: true,
    isActive: true,
    isDisposed: false,
  };
  return panel;
}
