// However a path is spelled, a write is never mistaken for a read, nor a read for a write.
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';

const v = 'services/data/v66.0';
const id = '001000000000001AAA';

/** Method and path of calls that write. */
const writes: readonly (readonly [string, string])[] = [
  ['POST', `${v}/sobjects/Account`],
  ['PATCH', `${v}/sobjects/Account/${id}`],
  ['DELETE', `${v}/sobjects/Account/${id}`],
  ['POST', `${v}/composite/sobjects`],
  ['POST', `${v}/composite/tree/Account`],
  ['POST', `${v}/composite`],
  ['POST', `${v}/jobs/ingest`],
  ['PUT', `${v}/jobs/ingest/750000000000001AAA/batches`],
  ['GET', `${v}/tooling/executeAnonymous`],
  ['GET', 'services/apexrest/orders'],
  ['POST', 'services/Soap/u/66.0'],
  ['POST', `${v}/metadata/deployRequest`],
];

/** Spellings that some server takes for the same path: decoded, collapsed or ignored characters. */
const spelling = (path: string): fc.Arbitrary<string> => {
  const letter = (char: string): fc.Arbitrary<string> =>
    fc.constantFrom(char, char, char, char.toLowerCase(), char.toUpperCase(), encode(char), encode(encode(char)));
  const slash = fc.constantFrom(
    '/',
    '/',
    '/',
    '//',
    '/./',
    '%2F',
    '%2f',
    '%252F',
    '\\',
    '%5C',
    '/x/../',
    '/x%2F..%2F',
    '/;a=1/',
  );
  const text = Array.from(path, (char) => (char === '/' ? slash : letter(char)));
  return fc.tuple(...text).map((parts) => parts.join(''));
};

function encode(text: string): string {
  const [first = '', ...rest] = text;
  return `%${first.charCodeAt(0).toString(16).padStart(2, '0')}${rest.join('')}`;
}

const anyWrite = fc
  .constantFrom(...writes)
  .chain(([method, path]) =>
    fc.tuple(fc.constant(method), spelling(path), fc.constantFrom('', '/', '?x=1', ';x', '?_HttpMethod=GET')),
  );

describe('the address of a write', () => {
  it('is never mistaken for a read, however it is spelled', () => {
    fc.assert(
      fc.property(anyWrite, ([method, path, tail]) => {
        const write = writeIntent({ method, path: `/${path}${tail}` }, '66.0');
        assert.notEqual(write, undefined, `${method} /${path}${tail}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('names the object of a record, or leaves it out as unknown', () => {
    fc.assert(
      fc.property(spelling(`${v}/sobjects/Account/${id}`), (path) => {
        const { objects } = writeIntent({ method: 'DELETE', path: `/${path}` }, '66.0') ?? {};
        const isNamed = objects === undefined || objects.some((object) => object.toLowerCase() === 'account');
        assert.ok(isNamed, `/${path}: ${String(objects)}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not make a read with unusual values look like a write', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (q, value) => {
        // Salesforce may replace a reference with a clause that writes.
        fc.pre(!q.includes('@{'));
        assert.equal(writeIntent({ method: 'GET', path: `/${v}/query`, query: { q } }, '66.0'), undefined);
        const path = `/${v}/sobjects/Account/Key__c/${encodeURIComponent(value).replace(/\./g, '%2E')}`;
        const isStep = /(^|[/\\])\s*\.{1,2}\s*([/\\;]|$)/.test(value.normalize('NFKC'));
        if (!isStep && value !== '') assert.equal(writeIntent({ method: 'GET', path }, '66.0'), undefined, path);
      }),
    );
  });
});
