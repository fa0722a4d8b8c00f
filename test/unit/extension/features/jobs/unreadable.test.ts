// Jobs whose journal cannot be read: what the Jobs view says of them, and how they are removed.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { Jobs } from '../../../../../src/core/core';
import { removeUnreadable, unreadableItems } from '../../../../../src/extension/features/jobs/unreadable';

const details = { file: '/jobs/old/events.jsonl', line: 7, reason: 'not JSON' };

describe('a job whose journal cannot be read', () => {
  let removed: string[];
  let jobs: Pick<Jobs, 'unreadable' | 'remove'>;
  beforeEach(() => {
    resetEditor();
    removed = [];
    jobs = {
      unreadable: () => [{ jobId: 'old', error: { code: 'job.unreadableJournal', details } }],
      remove: async (jobId) => void removed.push(jobId),
    };
  });

  it('is a row that says file, line, reason and what to do', async () => {
    const [item] = await unreadableItems(jobs);
    assert.deepEqual(
      [item?.row.label, item?.row.description, item?.row.context],
      ['Unreadable job', 'old', ['unreadable']],
    );
    assert.match(item?.row.spoken ?? '', /\/jobs\/old\/events\.jsonl, line 7: not JSON\. .*update Kinetic/);
  });

  it('is removed once that is confirmed', async () => {
    const [item] = await unreadableItems(jobs);
    assert.equal(await removeUnreadable(item, jobs), false);
    assert.deepEqual(removed, []);
    editor.choose = (buttons) => buttons.at(-1);
    assert.equal(await removeUnreadable(item, jobs), true);
    assert.deepEqual(removed, ['old']);
  });
});
