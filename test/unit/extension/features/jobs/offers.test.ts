// An offer to edit rows and load them again survives a reload of the window.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { RetryOffer } from '../../../../../src/core/core';
import { createOffers, type Memory } from '../../../../../src/extension/features/jobs/offers';

function createMemory(): Memory {
  const kept = new Map<string, string>();
  return {
    get: <T>(key: string, otherwise?: T) => (kept.has(key) ? (JSON.parse(kept.get(key)!) as T) : otherwise) as T,
    update: async (key: string, value: unknown) => void kept.set(key, JSON.stringify(value)),
  };
}

const offer = (file: string): RetryOffer => ({
  file,
  records: 2,
  spec: { kind: 'load', orgId: 'o', file, object: 'Account', operation: 'insert' },
});

describe('rows offered for a retry', () => {
  it('can be loaded after the window was reloaded, and not twice', async () => {
    const memory = createMemory();
    const before = createOffers(memory);
    await before.keep(offer('a-retry-1.csv'));
    await before.keep(offer('b-retry-2.csv'));
    const after = createOffers(memory);
    assert.deepEqual(after.get('a-retry-1.csv'), offer('a-retry-1.csv'));
    await after.drop('a-retry-1.csv');
    assert.equal(createOffers(memory).get('a-retry-1.csv'), undefined);
    assert.deepEqual(createOffers(memory).get('b-retry-2.csv'), offer('b-retry-2.csv'));
  });

  it('have the button of the editor again when they are offered once more', async () => {
    resetEditor();
    const offers = createOffers(createMemory());
    await offers.keep(offer('a-retry-1.csv'));
    await offers.drop('a-retry-1.csv');
    await offers.drop('b-retry-2.csv');
    await offers.keep(offer('a-retry-1.csv'));
    const hidden = editor.ran.filter(({ id }) => id === 'setContext').map(({ args }) => args[1]);
    assert.deepEqual(hidden.slice(-2), [['a-retry-1.csv', 'b-retry-2.csv'], ['b-retry-2.csv']]);
  });

  it('are limited in number', async () => {
    const offers = createOffers(createMemory());
    for (let i = 0; i < 60; i++) await offers.keep(offer(`${i}.csv`));
    assert.equal(offers.get('9.csv'), undefined);
    assert.ok(offers.get('10.csv') && offers.get('59.csv'));
  });
});
