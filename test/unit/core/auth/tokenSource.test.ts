// One session for all callers of an org, renewed once.
import { strict as assert } from 'node:assert';
import { createTokenSource } from '../../../../src/core/auth/tokenSource';
import type { Session } from '../../../../src/core/http/client';
import { quietTask } from '../../../../src/core/kernel/task';

const task = quietTask();
const session = (accessToken: string): Session => ({ accessToken, instanceUrl: 'https://a.b' });

/** A store that several windows share, and a login that counts its calls. */
function shelfOf(start: string) {
  const shelf = { onRecord: start, loads: 0, renewals: 0 };
  const tokens = createTokenSource({
    load: async () => {
      shelf.loads += 1;
      return session(shelf.onRecord);
    },
    renew: async () => {
      shelf.renewals += 1;
      shelf.onRecord = `renewed ${shelf.renewals}`;
      return session(shelf.onRecord);
    },
  });
  return { shelf, tokens };
}

describe('createTokenSource', () => {
  it('reads the session once and keeps it', async () => {
    const { shelf, tokens } = shelfOf('a');
    assert.deepEqual(await tokens.current(task), session('a'));
    assert.deepEqual(await tokens.current(task), session('a'));
    assert.equal(shelf.loads, 1);
  });

  it('renews once for all callers whose call was refused', async () => {
    const { shelf, tokens } = shelfOf('a');
    const fresh = await Promise.all([1, 2, 3].map(() => tokens.renew('a', task)));
    assert.deepEqual(
      fresh.map(({ accessToken }) => accessToken),
      ['renewed 1', 'renewed 1', 'renewed 1'],
    );
    assert.equal(shelf.renewals, 1);
    assert.deepEqual(await tokens.current(task), session('renewed 1'));
  });

  it('gives a late caller the session that was renewed meanwhile', async () => {
    const { shelf, tokens } = shelfOf('a');
    await tokens.renew('a', task);
    assert.deepEqual(await tokens.renew('a', task), session('renewed 1'));
    assert.equal(shelf.renewals, 1);
  });

  it('uses the session that another window renewed instead of renewing it again', async () => {
    const { shelf, tokens } = shelfOf('a');
    await tokens.current(task);
    shelf.onRecord = 'from the other window';
    assert.deepEqual(await tokens.renew('a', task), session('from the other window'));
    assert.equal(shelf.renewals, 0);
  });

  it('continues a renewal for the other callers when one cancels', async () => {
    const { tokens } = shelfOf('a');
    const stop = new AbortController();
    const gone = tokens.renew('a', quietTask(stop.signal));
    const stays = tokens.renew('a', task);
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(gone, reason);
    assert.deepEqual(await stays, session('renewed 1'));
  });

  it('tries again after a renewal that failed', async () => {
    let isDown = true;
    const tokens = createTokenSource({
      load: async () => session('a'),
      renew: async () => {
        if (isDown) throw new Error('down');
        return session('b');
      },
    });
    await assert.rejects(tokens.renew('a', task), /down/);
    isDown = false;
    assert.deepEqual(await tokens.renew('a', task), session('b'));
  });

  it('uses the session that another window stored while its own renewal was refused', async () => {
    let onRecord = 'a';
    const tokens = createTokenSource({
      load: async () => session(onRecord),
      renew: async () => {
        onRecord = 'from the faster window';
        throw new Error('that refresh token is dead');
      },
    });
    assert.deepEqual(await tokens.renew('a', task), session('from the faster window'));
  });
});
