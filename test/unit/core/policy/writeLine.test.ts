// The write journal as a file format: what cannot be read is reported with its line, and the rest is still listed.
import assert from 'node:assert/strict';
import { createWriteJournal } from '../../../../src/core/policy/writes';
import { createManualClock } from '../../../fakes/manualClock';
import { createMemoryWriteLog } from '../../../fakes/memoryWriteLog';

describe('the write journal', () => {
  const open = async () => {
    const texts: string[] = [];
    const log = createMemoryWriteLog(texts);
    const journal = createWriteJournal({ log, clock: createManualClock(), jobOf: async () => undefined });
    const who = { orgId: 'o-u', orgLabel: 'My org', user: 'me', program: 'test', startedBy: 'a tool' };
    await journal.begin({ ...who, id: 'a', operations: ['insert'], objects: ['Account'], rows: 1, inputSha256: 'ab' });
    const counts = { succeeded: 1, failed: 0, unprocessed: 0, unknown: 0 };
    await journal.end('a', { outcome: 'partial', reason: 'job.failed', counts });
    return { texts, journal };
  };

  it('is read as it was written, each line with its format', async () => {
    const { texts, journal } = await open();
    for (const text of texts) assert.match(text, /^\{"format":1,/);
    const [entry] = await journal.list();
    assert.deepEqual([entry?.outcome, entry?.reason, entry?.inputSha256], ['partial', 'job.failed', 'ab']);
    assert.deepEqual(await journal.unreadable(), []);
  });

  it('skips what a crash left incomplete, and reports lines that are damaged or of another format', async () => {
    const { texts, journal } = await open();
    const [started = '', ended = ''] = texts;
    texts.splice(
      0,
      2,
      started.replace('"format":1', '"format":2'),
      '',
      started.replace('"insert"', '"guess"'),
      started,
      ended.slice(0, 20),
    );
    assert.deepEqual(
      (await journal.list()).map(({ id, outcome }) => [id, outcome]),
      [['a', 'running']],
    );
    assert.deepEqual(
      (await journal.unreadable()).map(({ code, details }) => [code, details['file'], details['line']]),
      [1, 3, 5].map((line) => ['policy.unreadableJournal', 'writes.jsonl', line]),
    );
    assert.match(String((await journal.unreadable())[1]?.details['reason']), /^operations\.0: /);
  });
});
