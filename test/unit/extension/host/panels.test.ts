// Panels of one kind of page: one for each key, filled again after a reload, greeted when the page listens.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../fakes/vscode';
import { createFakePanel, type FakePanel } from '../../../fakes/vscodePanel';
import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { createBoundary } from '../../../../src/extension/host/errors';
import { createPanels, type Panels } from '../../../../src/extension/host/panels';

const protocol = {
  toPage: z.object({ type: z.enum(['content', 'line']), text: z.string() }),
  toHost: z.discriminatedUnion('type', [
    z.object({ type: z.literal('ready') }),
    z.object({ type: z.literal('open'), line: z.number() }),
  ]),
  requests: {},
};

const folder = Uri.file('/extension');

describe('panels of one kind', () => {
  beforeEach(resetEditor);
  const logs = new Map([['07L1', 'first log']]);
  const opened: unknown[] = [];
  const { channel } = recordingChannel();
  const build = (): Panels<typeof protocol> =>
    createPanels<typeof protocol>(
      {
        viewType: 'kinetic.log',
        page: { protocol, page: 'log', folder, icon: folder },
        keyOf: (stored) => (typeof stored === 'string' ? stored : undefined),
        title: (key) => Promise.resolve(logs.get(key)),
        firstMessages: (key) => Promise.resolve([{ type: 'content', text: logs.get(key) ?? '' }]),
        handlers: (key) => ({ notify: (message) => opened.push([key, message.line]), answer: {} }),
      },
      createBoundary(channel, () => undefined),
    );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const said = ({ posted }: FakePanel): readonly unknown[] =>
    posted.map((message) => (message as { readonly body: { readonly text: string } }).body.text);
  const only = (): FakePanel => {
    const [panel, ...others] = editor.panels;
    assert.ok(panel);
    assert.equal(others.length, 0);
    return panel;
  };

  it('are opened once for each key; a message is sent after the first messages', async () => {
    const panels = build();
    await Promise.all([panels.open('07L1', { type: 'line', text: '7' }), panels.open('07L1')]);
    await panels.open('07L1', { type: 'line', text: '8' });
    const panel = only();
    assert.deepEqual([panel.title, panel.reveals, said(panel)], ['first log', 2, []]);
    assert.deepEqual([panels.isVisible('07L1'), panels.isVisible('07L2')], [true, false]);
    assert.deepEqual([panels.isActive('07L1'), panels.isActive('07L2')], [true, false]);
    panel.isActive = false;
    assert.equal(panels.isActive('07L1'), false);
    panel.isVisible = false;
    assert.equal(panels.isVisible('07L1'), false);
    panel.say({ kind: 'notify', body: { type: 'ready' } });
    await settled();
    assert.deepEqual(said(panel), ['first log', '7', '8']);
    await panels.open('07L1', { type: 'line', text: '9' });
    assert.deepEqual(said(panel).at(-1), '9');
  });

  it('hand the notices of their page to the handlers of their key', async () => {
    await build().open('07L1');
    only().say({ kind: 'notify', body: { type: 'open', line: 3 } });
    await settled();
    assert.deepEqual(opened, [['07L1', 3]]);
  });

  it('are not opened for a key that is gone', async () => {
    const panels = build();
    await panels.open('07L9');
    assert.equal(editor.panels.length, 0);
  });

  it('are filled again after a reload of the window, or closed when their content is gone', async () => {
    const panels = build();
    const kept = createFakePanel('kinetic.log', 'first log');
    await panels.restore(kept.webviewPanel, '07L1');
    kept.say({ kind: 'notify', body: { type: 'ready' } });
    await settled();
    assert.deepEqual(said(kept), ['first log']);
    for (const stored of ['07L9', undefined]) {
      const gone = createFakePanel('kinetic.log', 'gone');
      await panels.restore(gone.webviewPanel, stored);
      assert.equal(gone.isDisposed, true);
    }
  });

  it('get messages only while they are open', async () => {
    const panels = build();
    panels.notify('07L1', { type: 'line', text: '1' });
    await panels.open('07L1');
    assert.equal(panels.isOpen('07L1'), true);
    panels.notify('07L1', { type: 'line', text: '2' });
    assert.deepEqual(said(only()), ['2']);
    panels.close('07L1');
    assert.deepEqual([panels.isOpen('07L1'), only().isDisposed], [false, true]);
  });
});
