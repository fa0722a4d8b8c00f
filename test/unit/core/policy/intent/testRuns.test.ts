// Aborting a run of Apex tests ends a write and is none; the same call with anything else is one.
import assert from 'node:assert/strict';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';

const queueItem = (fields: object = {}): object => ({
  attributes: { type: 'ApexTestQueueItem' },
  id: '709000000000001AAA',
  Status: 'Aborted',
  ...fields,
});

const intentOf = (method: string, ...records: readonly object[]): unknown =>
  writeIntent({ method, path: '/services/data/v66.0/tooling/composite/sobjects', json: { records } }, '66.0');

describe('a call that aborts Apex tests', () => {
  it('is no write', () => assert.equal(intentOf('PATCH', queueItem(), queueItem()), undefined));

  for (const [what, record] of Object.entries({
    'another status': queueItem({ Status: 'Queued' }),
    'another object': queueItem({ attributes: { type: 'Account' } }),
    'an address of another record': queueItem({ attributes: { type: 'ApexTestQueueItem', url: '/x' } }),
    'one more field': queueItem({ ExtendedStatus: 'x' }),
    'the field twice': queueItem({ status: 'Queued' }),
    'no ID': queueItem({ id: undefined }),
  }))
    it(`is a write with ${what}`, () => assert.notEqual(intentOf('PATCH', queueItem(), record), undefined));

  it('is a write with another method or without records', () => {
    assert.notEqual(intentOf('POST', queueItem()), undefined);
    assert.notEqual(intentOf('PATCH'), undefined);
  });
});
