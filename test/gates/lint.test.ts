// Proves that the lint rules work: each snippet has one forbidden construct, checked under the name of a real file.
import { strict as assert } from 'node:assert';
import { ESLint } from 'eslint';

interface Snippet {
  readonly rule: string;
  readonly code: string;
}

const lines = (count: number, line: string): string => Array.from({ length: count }, () => line).join('\n');

const forbiddenAnywhere: readonly Snippet[] = [
  { rule: '@typescript-eslint/no-explicit-any', code: 'export const value: any = 1;' },
  { rule: '@typescript-eslint/no-explicit-any', code: '/* eslint-disable */\nexport const value: any = 1;' },
  {
    rule: '@typescript-eslint/no-explicit-any',
    code: '// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a reason\nexport const value: any = 1;',
  },
  { rule: 'no-restricted-syntax', code: 'export default 1;' },
  { rule: 'no-restricted-syntax', code: 'export const it = (a: 1, b: 2): object => ({ ...{ a, b }, c: 3 });' },
  { rule: 'no-restricted-syntax', code: 'export function f(): number {\n  const [a, b] = [1, 2];\n  return a + b;\n}' },
  { rule: 'no-restricted-syntax', code: 'export class A {\n  private count = 0;\n}' },
  { rule: 'no-restricted-syntax', code: 'export class A {\n  protected count = 0;\n}' },
  { rule: 'no-restricted-syntax', code: 'export class A {\n  private next(): void {}\n}' },
  { rule: 'no-restricted-syntax', code: 'export class A {\n  constructor(private readonly clock: string) {}\n}' },
  { rule: '@typescript-eslint/naming-convention', code: 'export const MOST_ROWS = 200;' },
  { rule: '@typescript-eslint/naming-convention', code: 'export const f = (row_count: number): number => row_count;' },
  { rule: '@typescript-eslint/naming-convention', code: 'export type rowCount = number;' },
  { rule: 'no-restricted-syntax', code: 'export enum Color {\n  Red,\n}' },
  {
    rule: '@typescript-eslint/no-floating-promises',
    code: 'export function start(): void {\n  Promise.resolve(1);\n}',
  },
  {
    rule: '@typescript-eslint/no-misused-promises',
    code: 'export const start = (): void => {\n  [1].forEach(async () => Promise.resolve());\n};',
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    code: "export function word(x: 'a' | 'b'): string {\n  switch (x) {\n    case 'a':\n      return x;\n  }\n  return '';\n}",
  },
  {
    rule: '@typescript-eslint/no-non-null-assertion',
    code: 'export const first = (list: string[]): string => list[0]!;',
  },
  { rule: '@typescript-eslint/only-throw-error', code: "export function fail(): never {\n  throw 'no';\n}" },
  { rule: '@typescript-eslint/no-unnecessary-condition', code: 'export const f = (x: string): string => x ?? 1;' },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    code: "import { Clock } from '../ports';\nexport type C = Clock;",
  },
  {
    rule: '@typescript-eslint/no-import-type-side-effects',
    code: "import { type Clock } from '../ports';\nexport type C = Clock;",
  },
  {
    rule: 'no-duplicate-imports',
    code: "import { a } from '../a';\nimport { b } from '../a';\nexport const it = [a, b];",
  },
  {
    rule: 'no-duplicate-imports',
    code: "import { a } from '../a';\nimport type { B } from '../a';\nexport const it: B = a;",
  },
  { rule: 'no-restricted-syntax', code: "import { z } from 'zod';\nexport const it = z.string();" },
  { rule: 'max-lines', code: lines(301, '// one more line') },
  { rule: 'max-lines-per-function', code: `export function long(): void {\n${lines(60, '  void 0;')}\n}` },
  { rule: 'max-len', code: `// ${'word '.repeat(24)}` },
  { rule: 'max-len', code: `/** ${'word '.repeat(24)}*/\nexport const it = 1;` },
  { rule: 'max-params', code: 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;' },
];

const forbiddenInTheCore: readonly Snippet[] = [
  'export const it = process.pid;',
  "export const it = Buffer.from('a');",
  'export const it = setTimeout(() => undefined, 1);',
  'export const it = setInterval(() => undefined, 1);',
  'export const it = setImmediate(() => undefined);',
  "export const it = fetch('https://example.com');",
  "export const it = (): void => console.log('a');",
].map((code) => ({ rule: 'no-restricted-globals', code }));

const clockReaders: readonly Snippet[] = ['export const it = Date.now();', 'export const it = new Date();'].map(
  (code) => ({
    rule: 'no-restricted-syntax',
    code,
  }),
);

/** Each with what it would show as a link, an icon or formatting. */
const rawPlaces: readonly Snippet[] = [
  'void window.showInformationMessage(text);',
  'void window.showWarningMessage(text, { modal: true });',
  'void window.showErrorMessage(text);',
  "void window['showErrorMessage'](text);",
  'const { showErrorMessage } = window;\n  void showErrorMessage(text);',
  'const show = window.showErrorMessage;\n  void show(text);',
  'void window.showInputBox({ prompt: text });',
  'void window.showQuickPick([text]);',
  'window.createInputBox().prompt = text;',
  'window.createQuickPick().items = [{ label: text }];',
  'void window.withProgress({ location: 15, title: text }, () => Promise.resolve());',
  'window.createStatusBarItem().text = text;',
  'window.setStatusBarMessage(text);',
  'window.createOutputChannel(text).appendLine(text);',
  'window.createTerminal(text);',
  "window.createWebviewPanel('a', text, 1);",
].map((line) => ({
  rule: 'no-restricted-syntax',
  code: `import { window } from 'vscode';\nexport function f(text: string): void {\n  ${line}\n}`,
}));

const rawItems: readonly Snippet[] = ['MarkdownString', 'TreeItem', 'Hover', 'CodeLens'].flatMap((name) => [
  {
    rule: 'no-restricted-syntax',
    code: `import { ${name} } from 'vscode';\nexport const f = (text: string): unknown => new ${name}(text as never);`,
  },
  {
    rule: 'no-restricted-syntax',
    code: `import * as vscode from 'vscode';\nexport const f = (text: string): unknown => new vscode.${name}(text as never);`,
  },
]);

const readsHtml: readonly Snippet[] = [
  "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nexport const f = (text: string): unknown => unsafeHTML(text);",
  'export const f = (place: Element, text: string): void => void (place.innerHTML = text);',
  "export const f = (place: Element, text: string): void => place.insertAdjacentHTML('beforeend', text);",
  'export const f = (text: string): void => document.write(text);',
].map((code) => ({ rule: 'no-restricted-syntax', code }));

const pastTheWriter: readonly Snippet[] = [
  {
    rule: 'no-restricted-properties',
    code: "export const it = (): void => {\n  process.stdout.write('a');\n};",
  },
  {
    rule: 'no-restricted-properties',
    code: "export const it = (): void => {\n  const { stderr } = process;\n  stderr.write('a');\n};",
  },
  { rule: 'no-console', code: "export const it = (): void => console.log('a');" },
];

// The text is checked in place of this file, since rules that need types look it up in the TypeScript project.
const coreFile = 'src/core/kernel/task.ts';
const nodeFile = 'src/extension.ts';
const cliFile = 'src/cli/main.ts';

describe('the lint rules', function () {
  this.timeout(600_000);
  const eslint = new ESLint();

  async function rulesBroken(code: string, filePath: string): Promise<readonly string[]> {
    const [result] = await eslint.lintText(code, { filePath });
    return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
  }

  for (const { rule, code } of [...forbiddenAnywhere, ...forbiddenInTheCore, ...clockReaders]) {
    it(`${rule} catches ${code.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
      assert.ok((await rulesBroken(code, coreFile)).includes(rule));
    });
  }

  it('keep clocks, processes and buffers out of the core only', async () => {
    for (const { code } of [...forbiddenInTheCore, ...clockReaders])
      assert.deepEqual(await rulesBroken(code, nodeFile), [], code);
  });

  for (const { rule, code } of [...rawPlaces, ...rawItems]) {
    it(`keep foreign text out of ${code.split('\n').slice(1).join(' ').slice(0, 90)}`, async () => {
      for (const file of ['src/extension/features/jobs/follow.ts', 'src/extension/host/errors.ts'])
        assert.ok((await rulesBroken(code, file)).includes(rule), file);
    });
  }

  it('keep pages from reading text as HTML', async () => {
    for (const { rule, code } of readsHtml)
      assert.ok((await rulesBroken(code, 'webview-ui/src/panels/job/groups.ts')).includes(rule), code);
  });

  it('let only the functions that make text plain reach these places', async () => {
    for (const { code } of [...rawPlaces, ...rawItems])
      assert.ok(!(await rulesBroken(code, 'src/extension/host/messages.ts')).includes('no-restricted-syntax'), code);
  });

  for (const { rule, code } of pastTheWriter) {
    it(`${rule} catches ${code.replaceAll('\n', ' ')} in the command line only`, async () => {
      assert.ok((await rulesBroken(code, cliFile)).includes(rule));
      assert.deepEqual(await rulesBroken(code, nodeFile), []);
    });
  }

  const allowed: readonly string[] = [
    `export const it = '${'word '.repeat(30)}';`,
    `// https://example.com/${'word/'.repeat(30)}`,
    'export const twice = (x: number): number => 2 * x;',
    "export const account = (name: string): object => ({ Id: '001', Name: name, LIMIT: 1, Is_VIP__c: true });",
    'export const nameOf = ({ Name }: { readonly Name: string }): string => Name;',
    'export const all = (a: object, isNew: boolean): object => ({ ...a, ...(isNew && { isNew }) });',
    'export function firstOf(names: Iterable<string>): string | undefined {\n  const [first] = [...names];\n  return first;\n}',
    'export class Count {\n  #rows = 0;\n  add(): number {\n    return ++this.#rows;\n  }\n}',
    "import { once, type EventEmitter } from 'node:events';\nexport const ended = (it: EventEmitter): object => once(it, 'end');",
  ];
  it('accept plain code', async () => {
    for (const code of allowed) assert.deepEqual(await rulesBroken(code, coreFile), [], code);
  });
});
