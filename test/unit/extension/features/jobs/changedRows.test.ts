// A retry of rows whose file has changed: what is asked, and which rows are sent then.
import { strict as assert } from 'node:assert';
import { editor, resetEditor, type Asked } from '../../../../fakes/vscode';
import { loadSpec } from '../../../../fakes/jobStates';
import { chooseVersion } from '../../../../../src/extension/features/jobs/changedRows';
import type { RetryOffer } from '../../../../../src/core/core';

const offerOf = (file: string): RetryOffer => ({ file, records: 3, spec: { ...loadSpec, file } });
const now = offerOf('/jobs/1/a-retry-now.csv');
const changed = (differing: number, missing: number): RetryOffer => ({
  ...offerOf('/jobs/1/a-retry-before.csv'),
  change: { source: '/project/a.csv', differing, missing, ...(differing > 0 && { offer: now }) },
});
const asked: Asked[] = [];
const answer = (...answers: readonly string[]): void => {
  const left = [...answers];
  editor.answer = (question) => {
    asked.push(question);
    return left.shift() ?? 'Escape';
  };
};
const labels = (): readonly string[] => (asked[0]?.choices ?? []).map(({ label }) => label);

describe('rows whose file has changed', () => {
  beforeEach(() => {
    resetEditor();
    asked.length = 0;
  });

  it('are not asked about when nothing has changed for them', async () => {
    const offer = offerOf('/jobs/1/a-retry.csv');
    assert.equal(await chooseVersion(offer, 'Retry'), offer);
    assert.deepEqual(asked, []);
  });

  it('are offered as they are now first, then as they were', async () => {
    answer('The rows as they are in a.csv now');
    assert.equal(await chooseVersion(changed(2, 0), 'Retry: a.csv'), now);
    assert.deepEqual(labels(), ['The rows as they are in a.csv now', 'The rows as they were', 'Show Differences']);
    assert.equal(asked[0]?.title, 'Retry: a.csv');
    assert.equal(asked[0].choices[0]?.description, '2 rows differ');
    const offer = changed(2, 0);
    answer('The rows as they were');
    assert.equal(await chooseVersion(offer, 'Retry'), offer);
  });

  it('are shown side by side, and asked about again', async () => {
    answer('Show Differences', 'The rows as they are in a.csv now');
    assert.equal(await chooseVersion(changed(1, 0), 'Retry'), now);
    const [diff] = editor.ran.filter(({ id }) => id === 'vscode.diff');
    assert.match(JSON.stringify(diff?.args), /a-retry-before\.csv.*a-retry-now\.csv.*a\.csv: rows as they were/);
  });

  it('are sent as they were, with a message and without a question, when the file has lost them', async () => {
    const offer = changed(0, 1);
    assert.equal(await chooseVersion(offer, 'Retry'), offer);
    await chooseVersion(changed(0, 1200), 'Retry');
    assert.deepEqual(asked, []);
    assert.deepEqual(
      editor.shown.map(({ text }) => text),
      [
        '1 row cannot be found in a.csv any more. It is sent as it was.',
        '1,200 rows cannot be found in a.csv any more. They are sent as they were.',
      ],
    );
  });

  it('are sent as they were, with the reason, when the file cannot be compared', async () => {
    for (const reason of ['tooManyRows', 'unreadable', 'otherColumns', 'gone'] as const) {
      const offer = { ...offerOf('/jobs/1/a-retry.csv'), notCompared: { file: '/project/a.csv', reason } };
      assert.equal(await chooseVersion(offer, 'Retry'), offer);
    }
    assert.deepEqual(asked, []);
    assert.deepEqual(
      editor.shown.map(({ text }) => text),
      [
        'a.csv has changed since these rows were read. They are sent as they were, because only up to 100,000 rows are compared. To send rows as they are now, retry fewer at once.',
        'a.csv has changed since these rows were read, and it cannot be loaded as it is. The rows are sent as they were.',
        'a.csv has changed since these rows were read, and it has other columns or another delimiter. The rows are sent as they were.',
      ],
    );
  });

  it('are said to be lost in the question, too, when other rows differ', async () => {
    answer('The rows as they are in a.csv now');
    await chooseVersion(changed(1, 2), 'Retry');
    assert.equal(asked[0]?.choices[0]?.detail, '2 rows cannot be found in a.csv any more. They are sent as they were.');
  });

  it('are not sent after Escape', async () => {
    answer('Escape');
    await assert.rejects(chooseVersion(changed(1, 0), 'Retry'), { name: 'AbortError' });
  });
});
