// What a call of the SOAP API would write: an undelete in the form that is sent, or anything.
import assert from 'node:assert/strict';
import type { Write } from '../../../../../src/core/model/writes';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';
import type { RequestToCheck } from '../../../../../src/core/policy/intent/interpretation';

const account = '001000000000001AAA';
const intentOf = (method: string, path: string, rest: Partial<RequestToCheck>): Write | undefined =>
  writeIntent({ method, path, ...rest }, '66.0');

describe('a SOAP call', () => {
  const path = '/services/Soap/u/{v}';
  const ids = (...list: readonly string[]): string => list.map((id) => `<ids>${id}</ids>`).join('');
  const undelete = `<undelete>${ids(account, account)}</undelete>`;

  it('is an undelete in the form that is sent, also of all or none', () => {
    const expected = { operations: ['undelete'], rows: 2 };
    assert.deepEqual(intentOf('POST', path, { soap: { body: undelete } }), expected);
    const header = '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>';
    assert.deepEqual(intentOf('POST', path, { soap: { body: undelete, header } }), expected);
  });

  const anything: readonly (readonly [what: string, method: string, path: string, rest: Partial<RequestToCheck>])[] = [
    ['another call', 'POST', path, { soap: { body: `<delete>${ids(account)}</delete>` } }],
    ['two calls', 'POST', path, { soap: { body: undelete + undelete } }],
    ['an undelete without ids', 'POST', path, { soap: { body: '<undelete></undelete>' } }],
    ['markup in an id', 'POST', path, { soap: { body: `<undelete>${ids('<delete/>')}</undelete>` } }],
    ['more in its header', 'POST', path, { soap: { body: undelete, header: '</soapenv:Header><x/>' } }],
    ['a body of its own', 'POST', path, { body: undelete }],
    ['another SOAP API', 'POST', '/services/Soap/m/{v}', { soap: { body: undelete } }],
    ['a longer path', 'POST', `${path}/00D`, { soap: { body: undelete } }],
  ];
  for (const [what, method, at, rest] of anything)
    it(`may do anything with ${what}`, () => assert.deepEqual(intentOf(method, at, rest), { operations: ['soap'] }));

  const apexPath = '/services/Soap/s/{v}/00D000000000001';
  const run = '<executeAnonymous><apexcode>a &lt; b</apexcode></executeAnonymous>';

  it('is anonymous Apex in the form that is sent', () => {
    assert.deepEqual(intentOf('POST', apexPath, { soap: { body: run } }), { operations: ['apex'] });
  });

  it('is a rollback run only where the core says so, whatever the code has', () => {
    assert.deepEqual(intentOf('POST', apexPath, { soap: { body: run }, rollsBack: true }), {
      operations: ['apexRollback'],
    });
    const alike = run.replace('a &lt;', 'class KineticRollbackException extends Exception{} a &lt;');
    assert.deepEqual(intentOf('POST', apexPath, { soap: { body: alike } }), { operations: ['apex'] });
    const twice = { soap: { body: `${run}<runTests></runTests>` }, rollsBack: true } as const;
    assert.deepEqual(intentOf('POST', apexPath, twice), { operations: ['soap'] });
  });

  it('may do anything with more than anonymous Apex', () => {
    const two = { soap: { body: `${run}<runTests></runTests>` } };
    assert.deepEqual(intentOf('POST', apexPath, two), { operations: ['soap'] });
    assert.deepEqual(intentOf('POST', path, { soap: { body: run } }), { operations: ['soap'] });
  });

  it('also is what the request that may be sent instead would write', () => {
    const request = { method: 'DELETE', path: '/services/data/v{v}/sobjects/Account/001', repeat: 'never' } as const;
    const found = intentOf('POST', apexPath, { soap: { body: run }, instead: { after: () => true, request } });
    assert.deepEqual(found?.operations, ['apex', 'delete']);
  });

  it('is no read, whatever its path says', () => {
    assert.notEqual(
      intentOf('POST', '/services/data/v66.0/composite/sobjects/Account', { soap: { body: undelete } }),
      undefined,
    );
  });
});
