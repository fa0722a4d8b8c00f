// What a text hides becomes visible, and no text of any language or emoji is harmed.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { replaceHidden, withSymbols } from '../../../src/shared/hiddenCharacters';

describe('a text with hidden characters', () => {
  for (const [what, text, shown] of [
    ['a space without a width', 'pay\u200Bpal', 'pay[U+200B]pal'],
    ['a joiner between letters that do not join', 'pay\u200Dpal\u200C', 'pay[U+200D]pal[U+200C]'],
    ['a word joiner and a byte order mark', 'a\u2060b\uFEFFc', 'a[U+2060]b[U+FEFF]c'],
    ['a soft hyphen', 'co\u00ADop', 'co[U+00AD]op'],
    ['text written in tags', 'ok\u{E0068}\u{E0069}', 'ok[U+E0068][U+E0069]'],
    ['tags after a flag that they do not make', '\u{1F3F4}\u{E0068}\u{E007F}', '\u{1F3F4}[U+E0068][U+E007F]'],
    ['a variation of a letter or a digit', 'admin\uFE0F 1\uFE0F', 'admin[U+FE0F] 1[U+FE0F]'],
    ['bytes in variations of an emoji', '😀\uFE0F\uFE00\u{E0100}', '😀\uFE0F[U+FE00][U+E0100]'],
    ['a second joiner', 'क्\u200D\u200Dष', 'क्\u200D[U+200D]ष'],
    ['a letter without a shape', 'a\u3164b\u115F', 'a[U+3164]b[U+115F]'],
    ['a direction', 'invoice\u202Efdp.exe\u061C', 'invoice[U+202E]fdp.exe[U+061C]'],
    ['a control character', '\x1b[2K\x07\x7f\0\x9b', '␛[2K␇␡␀[U+009B]'],
    ['line breaks', 'a\nb\rc\u2028', 'a␊b␍c[U+2028]'],
  ] as const)
    it(`shows ${what}`, () => assert.equal(withSymbols(text), shown));

  it('keeps ordinary text of every script', () => {
    for (const text of [
      'Müller & Söhne',
      'Ngô Bảo Châu',
      'e\u0301',
      'Δημήτρης, Дмитрий',
      'שלום',
      'می\u200Cخواهم, خانه\u200Cها, ه\u200D',
      'क्\u200Dष, र्\u200Dय',
      'ශ්\u200Dරී ලංකා',
      'അവന്\u200D',
      'ক্\u200Cষ',
      'ភាសា\u200Bខ្មែរ',
      'ภาษา\u200Bไทย',
      'ᠮᠣᠩᠭᠣᠯ\u180E\u1820, ᠠ\u180B',
      '葛\u{E0100}城, 神\uFE00',
      '한국어, 日本語 ﾃｽﾄ',
      'a\u00A0b\u3000c\u2009d',
    ])
      assert.equal(withSymbols(text), text);
  });

  it('keeps emoji of several characters', () => {
    for (const text of [
      '❤\uFE0F',
      '☎\uFE0E',
      '1\uFE0F\u20E3',
      '#\uFE0F\u20E3',
      '👩🏽\u200D🚀',
      '👨\u200D👩\u200D👧',
      '🏳\uFE0F\u200D🌈',
    ])
      assert.equal(withSymbols(text), text);
    const england = Array.from('gbeng', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    const flag = `\u{1F3F4}${england}\u{E007F}`;
    assert.equal(withSymbols(`${flag}${flag}`), `${flag}${flag}`);
  });

  it('leaves nothing hidden in any text, and changes it only once', () => {
    const unit = fc.constantFrom(
      'a',
      '1',
      '名',
      'ه',
      '😀',
      '\n',
      '\x1b',
      '\u202E',
      '\u200B',
      '\u200D',
      '\uFE0F',
      '\u{E0041}',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const shown = withSymbols(text);
        assert.equal(withSymbols(shown), shown);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Bidi_Control}\u200B\u{E0041}]|[a1]\u200D|[\u200D\uFE0F]{2}$/u);
      }),
    );
  });

  it('gives each hidden character to the caller, whole', () => {
    const found: string[] = [];
    assert.equal(
      replaceHidden('a\u{E0041}\u200Bb', (character) => String(found.push(character))),
      'a12b',
    );
    assert.deepEqual(found, ['\u{E0041}', '\u200B']);
  });

  it('is read in one pass, however long a run of such characters is', () => {
    assert.equal(withSymbols('\u200B'.repeat(100_000)), '[U+200B]'.repeat(100_000));
  });
});
