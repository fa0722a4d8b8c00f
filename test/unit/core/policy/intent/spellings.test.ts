// However the address of a write is spelled, it is never taken for a read; nor is a read made to look like one.
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

/** The same path to some server, whatever it decodes, collapses or leaves out. */
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
  it('is never taken for that of a read, however it is spelled', () => {
    fc.assert(
      fc.property(anyWrite, ([method, path, tail]) => {
        const write = writeIntent({ method, path: `/${path}${tail}` }, '66.0');
        assert.notEqual(write, undefined, `${method} /${path}${tail}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('names the object of a record that is written, or says that it cannot be told', () => {
    fc.assert(
      fc.property(spelling(`${v}/sobjects/Account/${id}`), (path) => {
        const { objects } = writeIntent({ method: 'DELETE', path: `/${path}` }, '66.0') ?? {};
        const isNamed = objects === undefined || objects.some((object) => object.toLowerCase() === 'account');
        assert.ok(isNamed, `/${path}: ${String(objects)}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not stop a question, whatever stands in its values', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (q, value) => {
        assert.equal(writeIntent({ method: 'GET', path: `/${v}/query`, query: { q } }, '66.0'), undefined);
        const path = `/${v}/sobjects/Account/Key__c/${encodeURIComponent(value).replace(/\./g, '%2E')}`;
        const isStep = /(^|[/\\])\s*\.{1,2}\s*([/\\;]|$)/.test(value.normalize('NFKC'));
        if (!isStep && value !== '') assert.equal(writeIntent({ method: 'GET', path }, '66.0'), undefined, path);
      }),
    );
  });
});
