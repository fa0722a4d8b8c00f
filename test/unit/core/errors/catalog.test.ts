// The sentences of the error catalog, whatever the details are.
import assert from 'node:assert/strict';
import { catalog, type ErrorCode } from '../../../../src/core/errors/catalog';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';

const codes = Object.keys(catalog) as readonly ErrorCode[];

/** Errors whose counts are never one: they are above a limit, or they are constants. */
const neverOne: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'input.tooManyRows',
  'input.tooManyColumns',
  'input.headerTooLong',
  'request.tooManyParts',
  'request.tooManyQueries',
  'request.tooManyGraphs',
  'request.tooManyRecords',
  'request.tooManyKinds',
  'login.timedOut',
  'network.tooSlow',
]);

describe('the text of every error', () => {
  it('consists of sentences, and ends with what another program says at most', () => {
    for (const code of codes) {
      const { text } = catalog[code];
      assert.match(text, /^[A-Z{“]/, code);
      assert.match(text, /(?:\.|\{message\}|\{hint\}|\{how\}|\{known\})$/, code);
      assert.doesNotMatch(text, /["']| {2}|\.\./, code);
    }
  });

  it('has all of its details: an error without one of them does not compile', () => {
    // @ts-expect-error: the message of the text is missing.
    const { message } = new SalesforceError('input.badMapping', { place: 'The field Name', reason: 'Wrong.' });
    assert.equal(message, 'The field Name: {message}');
  });

  it('is right for one of a thing', () => {
    const count = /\{(?:found|rows|count|sent|received|expected|accounted|seconds|minutes)\} (?:[a-z]+ )?[a-z]+s\b/;
    const wrong = codes.filter((code) => count.test(catalog[code].text) && !neverOne.has(code));
    assert.deepEqual(wrong, []);
  });

  it('of a used-up limit says when to try again and where its use is shown', () => {
    assert.match(catalog['limit.requests'].text, /Try again when .*Setup › Company Information/);
    assert.match(catalog['limit.bulk'].text, /Try again when .*“Check Org Readiness”/);
  });
});
