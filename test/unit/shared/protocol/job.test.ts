import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { jobProtocol } from '../../../../src/shared/protocol/job';

const reads = (change: object): boolean => {
  const params = { filter: { list: 'failed' }, offset: 0, limit: 200, withColumns: true, ...change };
  return z.safeParse(jobProtocol.requests.readRows.params, params).success;
};
const notice = (message: object): boolean => z.safeParse(jobProtocol.toHost, message).success;

describe('what the job page may say', () => {
  it('reads whole, bounded ranges of a list', () => {
    assert.ok(reads({}));
    const filter = { list: 'failed', group: 3 };
    assert.ok(reads({ filter, offset: 999_800, text: 'x', sort: { column: 'source:12', descending: true } }));
    for (const bad of [
      { offset: -1 },
      { offset: 0.5 },
      { offset: Infinity },
      { limit: 0 },
      { limit: 1001 },
      { filter: { list: '../failed' } },
      { filter: { list: 'failed', group: -1 } },
      { sort: { column: 12, descending: true } },
      { sort: { column: 'x'.repeat(1001), descending: true } },
      { text: 'x'.repeat(1001) },
    ]) {
      assert.ok(!reads(bad), JSON.stringify(bad));
    }
  });

  it('names things, never a path, a URL or a command', () => {
    assert.ok(notice({ type: 'openLine', line: 7 }));
    assert.ok(notice({ type: 'openRecord', recordId: '0035g00000Xk3f1AAB' }));
    for (const bad of [
      { type: 'openLine', line: '/etc/passwd' },
      { type: 'openRecord', recordId: 'https://x.example' },
      { type: 'openRecord', recordId: '0035g00000Xk3f1AA/' },
      { type: 'openRemote', part: 'https://x.example' },
      { type: 'openOrphan', remoteId: 'https://x.example' },
      { type: 'revealFile', list: '/etc' },
      { type: 'runCommand', command: 'x' },
    ]) {
      assert.ok(!notice(bad), JSON.stringify(bad));
    }
  });
});
