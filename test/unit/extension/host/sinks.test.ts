// Each function that hands text to VS Code makes it plain.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../fakes/vscode';
import { CompletionItemKind, Position, Range, StatusBarAlignment } from 'vscode';
import { toCompletionItem, toProblem } from '../../../../src/extension/host/editorText';
import { createLog } from '../../../../src/extension/host/log';
import { bold, code, paragraphs, plain } from '../../../../src/extension/host/markdown';
import { askModal, showError, showInfo, showWarning } from '../../../../src/extension/host/messages';
import { createWebview } from '../../../../src/extension/host/panel';
import { askText, pickOne } from '../../../../src/extension/host/pick';
import { createStatusItem } from '../../../../src/extension/host/statusBar';
import { showProgressUntil, withTask } from '../../../../src/extension/host/task';
import { plainText } from '../../../../src/extension/host/plainText';

const hostile = '[Open](command:evil) $(trash)\u202E\nnext';

/** The text is there, and VS Code finds neither a link nor an icon in it. */
function assertPlain(shown: unknown, text = hostile): void {
  assert.ok(typeof shown === 'string' && shown.includes(plainText(text)), String(shown));
  assert.doesNotMatch(shown, /\]\(command:|\$\(trash\)|\u202e/);
}

describe('what VS Code shows', () => {
  beforeEach(resetEditor);

  it('in a text editor is plain, and what is inserted is not changed', () => {
    const range = new Range(new Position(0, 0), new Position(0, 1));
    assertPlain(toProblem(range, hostile).message);
    const item = toCompletionItem({ label: hostile, kind: CompletionItemKind.Field, text: hostile, range });
    assertPlain(item.label);
    assert.equal(item.insertText, hostile);
  });

  it('in a notification is plain, and the pressed button comes back', async () => {
    editor.choose = ([button]) => button;
    for (const show of [showInfo, showWarning, showError]) assert.equal(await show(hostile, 'Yes', 'No'), 'Yes');
    assert.deepEqual(
      editor.shown.map(({ severity }) => severity),
      ['info', 'warning', 'error'],
    );
    for (const { text } of editor.shown) {
      assertPlain(text);
      assert.ok(!text.includes('\n'));
    }
  });

  it('in a dialog is plain, with one line for each line of the detail', async () => {
    editor.choose = (buttons) => buttons.at(-1);
    const dialog = { question: hostile, detail: [hostile, 'User: pat'], buttons: ['Abort'], cancel: 'Keep Running' };
    assert.equal(await askModal(dialog), undefined);
    const [{ text, buttons }] = editor.shown as [(typeof editor.shown)[0]];
    assertPlain(text);
    const [options, ...items] = buttons as [{ readonly detail: string }, ...unknown[]];
    assert.deepEqual(options.detail.split('\n'), [plainText(hostile), 'User: pat']);
    assert.deepEqual(items, [{ title: 'Abort' }, { title: 'Keep Running', isCloseAffordance: true }]);
    editor.choose = (buttons) => buttons.at(-2);
    assert.equal(await askModal(dialog), 'Abort');
  });

  it('in a list of choices is plain', async () => {
    let seen: readonly unknown[] = [];
    editor.answer = ({ title, choices }) => {
      seen = [title, ...choices.flatMap(({ label, description, detail }) => [label, description, detail])];
      return 'next';
    };
    const choice = { value: 7, icon: 'cloud', label: hostile, description: hostile, detail: hostile };
    const step = { title: hostile, canGoBack: false };
    assert.equal(await pickOne(step, { placeholder: hostile, choices: [choice] }), 7);
    assert.equal(seen.length, 4);
    for (const text of seen) assertPlain(text);
  });

  it('in a box for text is plain: its title, its prompt and what is wrong with the answer', async () => {
    const seen: unknown[] = [];
    editor.answer = ({ title, prompt, problem }) => {
      seen.push(title, prompt, ...(problem ? [problem] : []));
      return problem ? 'good' : 'bad';
    };
    const answer = await askText(
      { title: hostile, canGoBack: false },
      { prompt: hostile, check: (text) => (text === 'good' ? undefined : hostile) },
    );
    assert.equal(answer, 'good');
    assert.equal(seen.length, 5);
    for (const text of seen) assertPlain(text);
  });

  it('in a box for text is plain when it starts with a message', async () => {
    let seen = '';
    editor.answer = ({ problem }) => {
      seen = problem;
      return 'x';
    };
    await askText({ title: '', canGoBack: false }, { prompt: '', problem: { sentence: hostile, at: 0 } });
    assertPlain(seen);
  });

  it('as progress is plain', async () => {
    await withTask({ title: hostile, where: 'window' }, () => Promise.resolve());
    await showProgressUntil(hostile, async ({ report }) => report(hostile));
    assert.equal(editor.progress.length, 3);
    for (const text of editor.progress) assertPlain(text);
  });

  it('in the status bar has the one icon that it is given', () => {
    const item = createStatusItem({ id: 'kinetic.x', name: 'x', command: 'x', priority: 1 });
    item.show({ icon: 'cloud', text: hostile, tooltip: [hostile, 'Policy: x'], spoken: hostile });
    const [shown] = editor.statusItems;
    assert.equal(shown?.alignment, StatusBarAlignment.Left);
    assert.equal(shown.text, `$(cloud) ${plainText(hostile)}`);
    assert.equal(shown.tooltip, `${plainText(hostile)}\nPolicy: x`);
    assertPlain(shown.accessibilityInformation?.label);
  });

  it('as the title of a tab is plain', () => {
    assertPlain(createWebview('kinetic.x', hostile).title);
  });

  it('in the log is one entry, in which nothing is hidden', () => {
    createLog('Kinetic').info('first\n2026-01-01 [error] forged\rlast \u202e\x1b[2K');
    assert.deepEqual(editor.logged, ['info first\n    2026-01-01 [error] forged\n    last [U+202E]␛[2K']);
  });

  it('in Markdown has no sign that formats', () => {
    const signs = /(?<!\\)[`*_{}[\]()#+\-.!|<>~&:]/;
    for (const text of [hostile, '# h', '<img src=x>', '![p](https://x)', 'www.a.b', 'pat@a.b', '- x', '1. x', '&lt;'])
      assert.doesNotMatch(plain(text), signs);
    assert.equal(bold('a*b'), '**a\\*b**');
    assert.equal(code('a`b\n`'), '`a b `');
    assert.equal(paragraphs(plain('a'), bold('b')), 'a\n\n**b**');
  });
});
