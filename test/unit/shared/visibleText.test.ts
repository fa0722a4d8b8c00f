import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { visibleText } from '../../../src/shared/visibleText';

describe('visibleText', () => {
  it('keeps ordinary text as it is, in any language and with emoji', () => {
    for (const text of ['Müller & Söhne', '名前', 'שלום', 'نام\u200cها', '👩\u200d💻', 'a  b', '[x](y) $(z)'])
      assert.equal(visibleText(text), text);
  });

  it('puts a text of several lines into one', () => {
    assert.equal(visibleText('one\r\n  two\tthree\u2028four\u0085five'), 'one two three four five');
  });

  it('shows control characters as pictures', () => {
    assert.equal(visibleText('\x1b[2K\x07\x7f\0'), '␛[2K␇␡␀');
  });

  it('shows characters without a picture by their code point', () => {
    assert.equal(visibleText('\x9b2K'), '[U+009B]2K');
    assert.equal(visibleText('invoice\u202Efdp.exe'), 'invoice[U+202E]fdp.exe');
    assert.equal(visibleText('\u2066a\u2069\u200f\u061c'), '[U+2066]a[U+2069][U+200F][U+061C]');
  });

  it('leaves no character that moves the cursor or turns the direction', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '\t', '\x1b', '\x9b', '\u202e', '\u2067'),
    });
    fc.assert(
      fc.property(
        hostile,
        (text) => !/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(visibleText(text)),
      ),
    );
  });

  it('reads a long run of spaces in one pass', () => {
    const spaces = ' '.repeat(300_000);
    assert.equal(visibleText(spaces), spaces);
  });
});
