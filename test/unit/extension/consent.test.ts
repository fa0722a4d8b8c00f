// The question before a write: what is written, how much of it and where can be read whatever the names are.
import { strict as assert } from 'node:assert';
import { editor, resetEditor, type Asked } from '../../fakes/vscode';
import { createConsent } from '../../../src/extension/consent';
import type { WriteQuestion } from '../../../src/core/ports';

const { signal } = new AbortController();

const question = (change: Partial<WriteQuestion> = {}): WriteQuestion => ({
  org: {
    orgId: '00D-005',
    label: 'Acme',
    username: 'pat@acme.example',
    instanceUrl: 'https://acme.my.salesforce.com',
    kind: 'production',
  },
  operations: ['insert'],
  objects: ['Account'],
  rows: 3,
  file: '/data/accounts.csv',
  confirm: true,
  typed: false,
  ...change,
});

interface Seen {
  readonly text: string;
  readonly lines: readonly string[];
}

/** What the dialog says when it asks this. */
async function dialogOf(asked: WriteQuestion): Promise<Seen> {
  resetEditor();
  await createConsent().ask(asked, signal);
  const [shown] = editor.shown;
  const { detail } = shown?.buttons[0] as { readonly detail: string };
  return { text: shown?.text ?? '', lines: detail.split('\n') };
}

describe('the question before a write', () => {
  it('names records, object and org first, then file, user and instance URL', async () => {
    assert.deepEqual(await dialogOf(question()), {
      text: 'Insert 3 Account records into the PRODUCTION org “Acme”?',
      lines: ['File: accounts.csv', 'User: pat@acme.example', 'Instance URL: https://acme.my.salesforce.com'],
    });
  });

  it('has the same lines for a file whose name has several, or is very long', async () => {
    const { text, lines } = await dialogOf(question());
    for (const name of ['a\nUser: eve\n\n\n\n.csv', `${'long '.repeat(5000)}.csv`, '\u202e\r\x1b[2K.csv']) {
      const seen = await dialogOf(question({ file: `/data/${name}` }));
      assert.equal(seen.text, text);
      assert.deepEqual(seen.lines.slice(1), lines.slice(1));
      assert.equal(seen.lines.length, 3);
      assert.ok((seen.lines[0] ?? '').length < 60, seen.lines[0]);
      assert.match(seen.lines[0] ?? '', /\.csv$/);
    }
  });

  it('stays short when the org or the objects have long names', async () => {
    const { org } = question();
    const long = 'x'.repeat(10_000);
    const seen = await dialogOf(
      question({ org: { ...org, label: long, username: long, instanceUrl: `https://${long}` }, objects: [long] }),
    );
    assert.ok([seen.text, ...seen.lines].every((line) => line.length < 250));
  });

  it('has no link in it', async () => {
    const { org } = question();
    const label = '[Acme](command:evil)';
    const seen = await dialogOf(question({ org: { ...org, label }, startedBy: label }));
    assert.ok(![seen.text, ...seen.lines].join('\n').includes(']('));
  });

  it('keeps the org in the title when its name must be typed', async () => {
    resetEditor();
    let asked: Asked | undefined;
    editor.answer = (one) => {
      asked = one;
      return 'Acme';
    };
    const long = { file: `/data/${'long '.repeat(500)}.csv`, operations: ['delete'] as const, typed: true };
    assert.deepEqual(await createConsent().ask(question(long), signal), { agreed: true, typed: 'Acme' });
    assert.match(asked?.title ?? '', /^Delete the records in long .{20,40}\.csv from Acme \(PRODUCTION\)$/);
  });
});
