// Replaces the module `vscode` in unit tests: import it before anything that imports vscode.
// It has only what unit tests use.
import Module from 'node:module';
import type * as vscode from 'vscode';
import { documents, files, findFiles, fs, savedAs, WorkspaceEdit } from './vscodeFiles';
import { uris } from './vscodeUri';
import { createFakePanel, EventEmitter, type FakePanel } from './vscodePanel';
import { documentChanged, problemParts, problems } from './vscodeProblems';
import { CompletionItem, Plain, t, TerminalLink, TreeItem, type Severity, type Shown } from './vscodeTypes';

export interface Asked {
  readonly title: string;
  /** A text box has a prompt, a list choices. */
  readonly prompt: string;
  readonly isSecret: boolean;
  readonly value: string;
  readonly choices: readonly { readonly label: string; readonly description?: string; readonly detail?: string }[];
  /** What is wrong with the last answer. */
  readonly problem: string;
}

/** What was shown and run, and the answers to the next questions. */
export const editor = {
  shown: [] as Shown[],
  ran: [] as { readonly id: string; readonly args: unknown[] }[],
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  /** Gets the buttons of the next message and returns the chosen one. */
  choose: (() => undefined) as (buttons: readonly unknown[]) => unknown,
  trees: new Map<string, vscode.TreeDataProvider<unknown>>(),
  /** Of the last tree that was created. */
  drops: undefined as vscode.TreeDragAndDropController<unknown> | undefined,
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
  /** Titles and messages of progress. */
  progress: [] as (string | undefined)[],
  statusItems: [] as vscode.StatusBarItem[],
  /** Lines of output channels, after their level. */
  logged: [] as string[],
  /** The path that a save dialog answers with. */
  saveAs: undefined as string | undefined,
  /** Settings by their full name; all others have their default. */
  settings: {} as Readonly<Record<string, unknown>>,
  /** The content of files by path, for `workspace.fs`. */
  files,
  /** Files that are open in an editor. */
  documents,
  configurationChanged: new EventEmitter<vscode.ConfigurationChangeEvent>(),
  terminalLinks: undefined as vscode.TerminalLinkProvider | undefined,
  problems,
  documentChanged,
  /** Extensions cannot open files of more than 50 MB. */
  tooLarge: false,
};

const show =
  (severity: Severity) =>
  (text: string, ...rest: unknown[]): Promise<unknown> => {
    editor.shown.push({ severity, text, buttons: rest });
    return Promise.resolve(editor.choose(rest));
  };

/** As when a person changes the setting. */
export const changeSetting = (id: string): void =>
  editor.configurationChanged.fire({ affectsConfiguration: (section) => id.startsWith(section) });

const stub = {
  l10n: { t },
  env: {
    language: 'en',
    clipboard: { writeText: (text: string) => Promise.resolve(void (editor.clipboard = text)) },
    openExternal: (target: { path: string }) => Promise.resolve(editor.opened.push(target.path) > 0),
  },
  EventEmitter,
  TreeItem,
  FileType: { File: 1, Directory: 2 },
  MarkdownString: Plain,
  TerminalLink,
  WorkspaceEdit,
  ThemeColor: Plain,
  ThemeIcon: Plain,
  Position: Plain,
  Range: Plain,
  FileDecoration: Plain,
  ...problemParts,
  CompletionItem,
  CompletionItemKind: { Function: 2, Field: 4, Variable: 5, Property: 9, Value: 11 },
  Uri: uris,
  ViewColumn: { Active: -1, Beside: -2 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  ProgressLocation: { Notification: 15, Window: 10 },
  UIKind: { Desktop: 1, Web: 2 },
  QuickInputButtons: { Back: {} },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  Disposable: {
    from: (...items: { dispose: () => unknown }[]) => ({ dispose: () => items.forEach((item) => item.dispose()) }),
  },
  workspace: {
    onDidChangeTextDocument: documentChanged.event,
    get workspaceFolders() {
      return editor.folders;
    },
    getConfiguration: (section: string) => ({
      get: (name: string, otherwise: unknown) => editor.settings[`${section}.${name}`] ?? otherwise,
    }),
    onDidChangeConfiguration: editor.configurationChanged.event,
    fs,
    findFiles,
    textDocuments: documents,
    applyEdit: (edit: WorkspaceEdit) => Promise.resolve(editor.ran.push({ id: 'applyEdit', args: edit.replaced }) > 0),
    openTextDocument: (uri: { path: string }, options: unknown) => {
      if (editor.tooLarge) return Promise.reject(new Error('too large'));
      editor.ran.push({ id: 'openTextDocument', args: [uri.path, options] });
      return Promise.resolve(uri);
    },
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
    registerTerminalLinkProvider: (links: vscode.TerminalLinkProvider) => {
      editor.terminalLinks = links;
      return { dispose: () => undefined };
    },
    registerFileDecorationProvider: () => ({ dispose: () => undefined }),
    showTextDocument: ({ path }: { path: string }, options: unknown) =>
      Promise.resolve(void editor.ran.push({ id: 'showTextDocument', args: [path, options] })),
    showSaveDialog: (options: vscode.SaveDialogOptions) =>
      Promise.resolve(editor.saveAs === undefined ? undefined : uris.file(savedAs(editor.saveAs, options))),
    withProgress: ({ title }: vscode.ProgressOptions, work: (progress: unknown, token: unknown) => unknown) => {
      editor.progress.push(title);
      return work(
        { report: ({ message }: { readonly message?: string }) => editor.progress.push(message) },
        { isCancellationRequested: false, onCancellationRequested: () => undefined },
      );
    },
    state: { focused: true },
    setStatusBarMessage: (text: string) => Object.assign(show('status')(text), { dispose: () => undefined }),
    createStatusBarItem: (id: string, alignment: number, priority: number) => {
      const item = { id, alignment, priority, show: () => undefined, hide: () => undefined, dispose: () => undefined };
      editor.statusItems.push(item as unknown as vscode.StatusBarItem);
      return item;
    },
    createOutputChannel: () => ({ info: (line: string) => editor.logged.push(`info ${line}`) }),
    createQuickPick: question,
    createInputBox: question,
    showInformationMessage: show('info'),
    showWarningMessage: show('warning'),
    showErrorMessage: show('error'),
    createTreeView: (id: string, { treeDataProvider, dragAndDropController }: vscode.TreeViewOptions<unknown>) => {
      editor.trees.set(id, treeDataProvider);
      editor.drops = dragAndDropController;
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

/** A quick pick or input box: asks `editor.answer` when it is shown, and again after a problem. */
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
      problem: text('validationMessage'),
    });
    if (said === 'Back') return void on['button']?.();
    if (said === 'Escape') return void on['hide']?.();
    input['value'] = said;
    // Several checked choices are joined by a plus.
    const labels = said.split(' + ');
    input['selectedItems'] = choices.filter(({ label }) => labels.some((one) => label.endsWith(one)));
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
  editor.progress.length = 0;
  editor.statusItems.length = 0;
  editor.logged.length = 0;
  isViewVisible = true;
  editor.clipboard = '';
  editor.opened.length = 0;
  editor.folders = [{ name: 'project', uri: { path: '/project' } }];
  editor.saveAs = undefined;
  editor.tooLarge = false;
  editor.settings = {};
  editor.files.clear();
  editor.documents.length = 0;
  editor.problems.clear();
  editor.terminalLinks = undefined;
  editor.drops = undefined;
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
