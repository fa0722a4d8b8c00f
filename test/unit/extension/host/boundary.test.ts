// The error boundary: what is shown and logged of an error, and that it never contains secrets.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../fakes/vscode';
import { SalesforceError } from '../../../../src/core/core';
import { bindCommands } from '../../../../src/extension/host/commands';
import { createBoundary, type Adviser } from '../../../../src/extension/host/errors';
import type { CommandContribution } from '../../../../src/shared/manifest';

const noAdvice: Adviser = () => undefined;
const canary = '00D5g00000CANARY!AQEAQGcanarycanarycanary.canary';
// The boundary imports it on first need, which takes longer than promises do.
before(() => import('../../../../src/extension/words/errors'));

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Lets everything run that waits for nothing but earlier promises. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 5; round++) await settled();
}

describe('the error boundary', () => {
  beforeEach(resetEditor);

  it('shows the sentence of an error once', async () => {
    const { channel } = recordingChannel();
    await createBoundary(channel, noAdvice).run(() => {
      throw new SalesforceError('input.missingFile', { file: '/data/a.csv' });
    });
    await quiet();
    assert.deepEqual(
      editor.shown.map(({ severity, text }) => [severity, text]),
      [['error', 'The file /data/a.csv does not exist. Check its path.']],
    );
  });

  it('returns the result of the work', async () => {
    const { channel } = recordingChannel();
    assert.equal(await createBoundary(channel, noAdvice).run(() => 7), 7);
    assert.equal(editor.shown.length, 0);
  });

  it('runs the work again when the button of the message says so', async () => {
    const { channel } = recordingChannel();
    editor.choose = ([button]) => button;
    let runs = 0;
    const boundary = createBoundary(channel, (_, retry) => ({ label: 'Try Again', run: retry }));
    await boundary.run(() => {
      runs += 1;
      if (runs === 1) throw new SalesforceError('server.unavailable', { status: 503 });
    });
    await quiet();
    assert.equal(runs, 2);
    assert.deepEqual(editor.shown[0]?.buttons, ['Try Again']);
  });

  it('shows nothing when the work was canceled', async () => {
    const { channel, lines } = recordingChannel();
    await createBoundary(channel, noAdvice).run(() => {
      throw Object.assign(new Error('dismissed'), { name: 'AbortError' });
    });
    await quiet();
    assert.equal(editor.shown.length, 0);
    assert.deepEqual(lines, []);
  });

  it('keeps secrets out of the message and out of the log, whatever was thrown', async () => {
    for (const thrown of [
      new SalesforceError('request.refused', { errorCode: 'INVALID', message: `token ${canary} is bad` }),
      new Error(`GET /x with Authorization: Bearer ${canary}`),
      new Error(`access_token=${canary}`),
    ]) {
      const { channel, lines } = recordingChannel();
      await createBoundary(channel, noAdvice).run(() => Promise.reject(thrown));
      await quiet();
      const seen = [...lines, ...editor.shown.map(({ text }) => text)].join('\n');
      assert.ok(seen.length > 0);
      assert.ok(!seen.includes('canarycanary'), seen);
    }
  });

  it('only logs errors of work that started by itself', async () => {
    const { channel, lines } = recordingChannel();
    await createBoundary(channel, noAdvice).runQuietly(() => {
      throw new SalesforceError('server.unavailable', { status: 503 });
    });
    assert.equal(editor.shown.length, 0);
    assert.equal(lines.length, 1);
  });
});

interface OneCommand {
  readonly commands: { readonly 'kinetic.test.run': CommandContribution };
}

describe('bound commands', () => {
  beforeEach(resetEditor);

  it('get every argument, and the boundary catches their errors', async () => {
    const { channel } = recordingChannel();
    const seen: unknown[] = [];
    const bound = bindCommands<OneCommand>(createBoundary(channel, noAdvice), {
      'kinetic.test.run': (...args) => {
        seen.push(...args);
        throw new SalesforceError('input.noRows', { file: 'a.csv' });
      },
    });
    await editor.commands.get('kinetic.test.run')?.(1, 'two', [3]);
    await quiet();
    assert.deepEqual(seen, [1, 'two', [3]]);
    assert.equal(editor.shown.length, 1);
    bound.dispose();
    assert.equal(editor.commands.size, 0);
  });
});
