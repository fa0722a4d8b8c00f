// A server can send any text. Reading it takes time in proportion to its length: with a search that starts over at each
// character, the texts of this file would take minutes to hours each.
import { strict as assert } from 'node:assert';
import { readRefusal } from '../../../../src/core/errors/refusal';
import { redact } from '../../../../src/core/errors/redact';
import { readRowError } from '../../../../src/core/errors/rowError';

const mb = 1_000_000;
const longText = (part: string, start = ''): string => start + part.repeat(mb / part.length);
const canary = 'Canary7Canary7Canary7Canary7';

/** Each begins a secret again and again and never ends it. */
const endless: readonly (readonly [part: string, start?: string])[] = [
  ['\\'],
  ['\\"'],
  ['eyJ'],
  ['eyJabcdefg-'],
  ['&lt;token '],
  ['<token '],
  ['a-'],
  ['a.'],
  ['a://'],
  ['-----BEGIN '],
  ['-----END '],
  ['A', '-----BEGIN '],
  ['MIA '],
  [' ', 'token'],
  ['token'],
  ['-token'],
  ['authorization '],
  ['authorization:'],
  ['%3Fcode'],
  ['00D000000000001'],
];

describe('texts of a megabyte', () => {
  for (const [part, start] of endless) {
    it(`are searched for secrets once if they repeat ${JSON.stringify(part)}${start ? ` after ${start}` : ''}`, () => {
      const text = longText(part, start);
      assert.ok(!redact(`password=${canary}& ${text} password=${canary}`).includes(canary));
    });
  }

  it('lose a secret in any place', () => {
    const filler = 'An ordinary sentence about an account. '.repeat(10_000);
    const secret = `sid=00D5g000004CanA!AQ4AQ${canary} x`;
    const cleaned = redact(`${filler}${secret}${filler}{"password":"${canary}"}${filler}`);
    assert.equal(cleaned, `${filler}sid=[secret] x${filler}{"password":"[secret]"}${filler}`);
  });

  const pages: readonly (readonly [what: string, html: string, message: string])[] = [
    ['only open brackets', `<html>${longText('<')}`, '<'.repeat(300)],
    ['only scripts that do not end', longText('<script'), longText('<script').slice(0, 300)],
    ['scripts within a script', `<p>Down</p>${longText('<script>')}`, 'Down'],
    ['only empty elements', `${longText('<i></i>')}<b>Down</b>`, 'Down'],
    ['only comments', `${longText('<!--')}<b>Down</b>`, 'Down'],
    ['only blanks', `<p>${longText('&nbsp; \n')}</p><b>Down</b>`, 'Down'],
    ['a style of a megabyte', `<style>${longText('a{}')}</style><h1>Down</h1>`, 'Down'],
  ];
  for (const [what, html, message] of pages) {
    it(`are read once if they are a page of ${what}`, () => assert.equal(readRefusal(html).message, message));
  }

  it('are read once as an error without markup, and as the error of a row', () => {
    assert.equal(readRefusal(`${longText('a_')}!`).errorCode, '');
    assert.equal(readRefusal(JSON.stringify([{ message: longText('\\'), errorCode: 'X' }])).message.length, 2000);
    assert.equal(readRowError(longText('--;')).code, 'UNKNOWN');
    assert.equal(readRowError(longText('A_1:')).code, 'A_1');
    assert.equal(readRowError(longText('a.b, ', 'XY:')).code, 'XY');
  });
});

describe('the page of a server', () => {
  it('is shown as text, with scripts and styles left out', () => {
    const page =
      '<html><head><STYLE type="x">h1{}</STYLE><script>var a = "<b>";</script></head><body><h1>Down</h1>for&nbsp;now';
    assert.equal(readRefusal(page).message, 'Down for now');
  });

  it('keeps what only looks like an element', () => {
    assert.equal(readRefusal('<p>1 < 2').message, '1 < 2');
    assert.equal(readRefusal('<scripture>Verse</scripture>').message, 'Verse');
  });
});
