import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { jobProtocol } from '../../../../src/shared/protocol/job';

const ask = (change: object): boolean =>
  z.safeParse(jobProtocol.requests.rows.ask, { list: 'failed', offset: 0, limit: 200, ...change }).success;
const notice = (message: object): boolean => z.safeParse(jobProtocol.toHost, message).success;

describe('what the job page may say', () => {
  it('is a page of rows with a whole, bounded place and size', () => {
    assert.ok(ask({}));
    assert.ok(ask({ offset: 999_800, text: 'x', group: 3, sort: { by: 12, descending: true } }));
    for (const bad of [
      { offset: -1 },
      { offset: 0.5 },
      { offset: Infinity },
      { limit: 0 },
      { limit: 1001 },
      { list: '../failed' },
      { group: -1 },
      { sort: { by: 'password', descending: true } },
      { text: 'x'.repeat(1001) },
    ]) {
      assert.ok(!ask(bad), JSON.stringify(bad));
    }
  });

  it('names things, and never a path, an address or a command', () => {
    assert.ok(notice({ type: 'openLine', line: 7 }));
    assert.ok(notice({ type: 'openRecord', recordId: '0035g00000Xk3f1AAB' }));
    for (const bad of [
      { type: 'openLine', line: '/etc/passwd' },
      { type: 'openRecord', recordId: 'https://x.example' },
      { type: 'openRecord', recordId: '0035g00000Xk3f1AA/' },
      { type: 'openRemote', part: 'https://x.example' },
      { type: 'revealFile', list: '/etc' },
      { type: 'runCommand', command: 'x' },
    ]) {
      assert.ok(!notice(bad), JSON.stringify(bad));
    }
  });
});
