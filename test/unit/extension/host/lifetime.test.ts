// Things that are closed, and values that are created once.
import { strict as assert } from 'node:assert';
import { createDisposables } from '../../../../src/extension/host/disposables';
import { once } from '../../../../src/extension/host/once';

describe('disposables', () => {
  it('are closed in reverse order, so that nothing outlives what it depends on', () => {
    const closed: string[] = [];
    const list = createDisposables();
    for (const name of ['floor', 'wall', 'roof']) list.add({ dispose: () => closed.push(name) });
    list.dispose();
    assert.deepEqual(closed, ['roof', 'wall', 'floor']);
  });

  it('that are added after the end are closed at once', () => {
    let closed = 0;
    const list = createDisposables();
    list.dispose();
    list.add({ dispose: () => (closed += 1) });
    assert.equal(closed, 1);
  });

  it('are closed only once', () => {
    let closed = 0;
    const list = createDisposables();
    list.add({ dispose: () => (closed += 1) });
    list.dispose();
    list.dispose();
    assert.equal(closed, 1);
  });
});

describe('once', () => {
  it('creates one value for all calls at the same time', async () => {
    let made = 0;
    const get = once(() => Promise.resolve(++made));
    assert.deepEqual(await Promise.all([get(), get(), get()]), [1, 1, 1]);
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const get = once(() => (++tries === 1 ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
    await assert.rejects(get);
    assert.equal(await get(), 'yes');
  });
});
