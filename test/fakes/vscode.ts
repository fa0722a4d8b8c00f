// Replaces the module `vscode` in unit tests: import it before anything that imports vscode.
// It has only what unit tests use.
import Module from 'node:module';
import type * as vscode from 'vscode';
import { createFakePanel, EventEmitter, type FakePanel } from './vscodePanel';

type Shown = { readonly severity: 'info' | 'warning' | 'error'; readonly text: string; readonly buttons: unknown[] };

export interface Asked {
  readonly title: string;
  /** A text box has a prompt, a list choices. */
  readonly prompt: string;
  readonly isSecret: boolean;
  readonly value: string;
  readonly choices: readonly { readonly label: string; readonly description?: string; readonly detail?: string }[];
  /** What is wrong with the last answer. */
  readonly complaint: string;
}

/** What was shown and run, and the answers to the next questions. */
export const editor = {
  shown: [] as Shown[],
  ran: [] as { readonly id: string; readonly args: unknown[] }[],
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  /** Gets the buttons of the next message and returns the chosen one. */
  choose: (() => undefined) as (buttons: readonly unknown[]) => unknown,
  trees: new Map<string, vscode.TreeDataProvider<unknown>>(),
  badge: undefined as vscode.ViewBadge | undefined,
  /** What was revealed in trees. */
  revealed: [] as unknown[],
  panels: [] as FakePanel[],
  clipboard: '',
  /** URLs opened in the browser. */
  opened: [] as string[],
  /** The answer to a quick pick or input box: the label of a choice, a text, Back or Escape. */
  answer: (() => 'Escape') as (asked: Asked) => string,
  /** The folders of the window. */
  folders: [{ name: 'project', uri: { path: '/project' } }] as readonly {
    readonly name: string;
    readonly uri: { readonly path: string };
  }[],
  /** The path that a save dialog answers with. */
  saveAs: undefined as string | undefined,
};

const show =
  (severity: Shown['severity']) =>
  (text: string, ...rest: unknown[]): Promise<unknown> => {
    editor.shown.push({ severity, text, buttons: rest });
    return Promise.resolve(editor.choose(rest));
  };

/** As VS Code does it: `{0}` by position, `{name}` by name. */
const t = (message: string, ...args: unknown[]): string => {
  const [first] = args;
  const values = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : args;
  return message.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String((values as Record<string, unknown>)[key]) : whole,
  );
};

class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState: number = 0,
  ) {}
}

class Plain {
  constructor(
    readonly value: unknown,
    readonly more?: unknown,
  ) {}
}

const stub = {
  l10n: { t },
  env: {
    language: 'en',
    clipboard: { writeText: (text: string) => Promise.resolve(void (editor.clipboard = text)) },
    openExternal: (target: { path: string }) => Promise.resolve(editor.opened.push(target.path) > 0),
  },
  EventEmitter,
  TreeItem,
  MarkdownString: Plain,
  ThemeColor: Plain,
  ThemeIcon: Plain,
  Position: Plain,
  Range: Plain,
  FileDecoration: Plain,
  Uri: {
    from: (parts: object) => ({ ...parts, toString: () => JSON.stringify(parts) }),
    file: (path: string) => ({ scheme: 'file', fsPath: path, path }),
    joinPath: (uri: { path: string }, ...names: string[]) => stub.Uri.file([uri.path, ...names].join('/')),
    parse: (path: string) => ({ scheme: 'https', path }),
  },
  ViewColumn: { Active: -1 },
  ProgressLocation: { Notification: 15, Window: 10 },
  UIKind: { Desktop: 1, Web: 2 },
  QuickInputButtons: { Back: {} },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  Disposable: {
    from: (...items: { dispose: () => unknown }[]) => ({ dispose: () => items.forEach((item) => item.dispose()) }),
  },
  workspace: {
    get workspaceFolders() {
      return editor.folders;
    },
    getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }),
    registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
    asRelativePath: (path: string) => path.replace('/project/', ''),
    getWorkspaceFolder: (file: { path: string }) =>
      editor.folders.find(({ uri }) => file.path.startsWith(`${uri.path}/`)),
  },
  commands: {
    registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
      editor.commands.set(id, run);
      return { dispose: () => editor.commands.delete(id) };
    },
    executeCommand: (id: string, ...args: unknown[]) => {
      editor.ran.push({ id, args });
      return Promise.resolve();
    },
  },
  window: {
    activeTextEditor: undefined,
    onDidChangeActiveTextEditor: () => ({ dispose: () => undefined }),
    registerWebviewPanelSerializer: () => ({ dispose: () => undefined }),
    registerFileDecorationProvider: () => ({ dispose: () => undefined }),
    showSaveDialog: () => Promise.resolve(editor.saveAs === undefined ? undefined : stub.Uri.file(editor.saveAs)),
    withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
      work({ report: () => undefined }, { isCancellationRequested: false, onCancellationRequested: () => undefined }),
    createQuickPick: question,
    createInputBox: question,
    showInformationMessage: show('info'),
    showWarningMessage: show('warning'),
    showErrorMessage: show('error'),
    createTreeView: (id: string, { treeDataProvider }: vscode.TreeViewOptions<unknown>) => {
      editor.trees.set(id, treeDataProvider);
      return {
        get visible() {
          return isViewVisible;
        },
        onDidChangeVisibility: visibility.event,
        reveal: (node: unknown) => Promise.resolve(void editor.revealed.push(node)),
        set badge(value: vscode.ViewBadge | undefined) {
          editor.badge = value;
        },
        dispose: () => editor.trees.delete(id),
      };
    },
    createWebviewPanel: (viewType: string, title: string) => {
      const panel = createFakePanel(viewType, title);
      editor.panels.push(panel);
      return panel.webviewPanel;
    },
  },
};

let isViewVisible = true;
const visibility = new EventEmitter<{ readonly visible: boolean }>();

/** Shows or hides every tree view. */
export function showViews(visible: boolean): void {
  isViewVisible = visible;
  visibility.fire({ visible });
}

/** A quick pick or input box: asks `editor.answer` when it is shown, and again after a complaint. */
function question(): Record<string, unknown> {
  const on: Record<string, () => unknown> = {};
  const listen = (name: string) => (run: () => unknown) => (on[name] = run);
  let isOpen = false;
  const answer = (): void => {
    if (!isOpen) return;
    const text = (name: string): string => (input[name] as string | undefined) ?? '';
    const choices = (input['items'] as Asked['choices'] | undefined) ?? [];
    const said = editor.answer({
      title: text('title'),
      prompt: text('prompt'),
      value: text('value'),
      choices,
      isSecret: input['password'] === true,
      complaint: text('validationMessage'),
    });
    if (said === 'Back') return void on['button']?.();
    if (said === 'Escape') return void on['hide']?.();
    input['value'] = said;
    input['selectedItems'] = choices.filter(({ label }) => label.endsWith(said));
    on['accept']?.();
    setImmediate(answer);
  };
  const input: Record<string, unknown> = {
    value: '',
    show: () => {
      isOpen = true;
      setImmediate(answer);
    },
    dispose: () => (isOpen = false),
    onDidAccept: listen('accept'),
    onDidHide: listen('hide'),
    onDidTriggerButton: listen('button'),
    onDidChangeValue: listen('change'),
  };
  return input;
}

type Load = (request: string, ...rest: unknown[]) => unknown;
const internals = Module as unknown as { _load: Load };
const load = internals._load;
internals._load = (request, ...rest) => (request === 'vscode' ? stub : load(request, ...rest));

/** Restores the initial state. */
export function resetEditor(): void {
  editor.shown.length = 0;
  editor.ran.length = 0;
  editor.commands.clear();
  editor.choose = () => undefined;
  editor.trees.clear();
  editor.badge = undefined;
  editor.revealed.length = 0;
  editor.panels.length = 0;
  isViewVisible = true;
  editor.clipboard = '';
  editor.opened.length = 0;
  editor.folders = [{ name: 'project', uri: { path: '/project' } }];
  editor.saveAs = undefined;
  editor.answer = () => 'Escape';
}

/** A log channel that keeps its lines. */
export function recordingChannel(): { readonly channel: vscode.LogOutputChannel; readonly lines: string[] } {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string | Error, ...args: unknown[]) =>
      void lines.push([level, String(message), ...args.map((arg) => JSON.stringify(arg))].join(' '));
  const written = {
    error: keep('error'),
    warn: keep('warn'),
    info: keep('info'),
    debug: keep('debug'),
  } satisfies Partial<vscode.LogOutputChannel>;
  return { channel: written as unknown as vscode.LogOutputChannel, lines };
}
