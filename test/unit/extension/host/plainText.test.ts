// Text that was made plain: VS Code finds no link and no icon in it, and people still read what it says.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { plainDetail, plainText, withoutMiddle } from '../../../../src/extension/host/plainText';

/** As VS Code 1.139 finds links in notifications, prompts and messages of input boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** As VS Code finds icons in quick picks, input boxes and the status bar. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

/** What people see: the joiner has no width. */
const seen = (text: string): string => text.replaceAll('\u2060', '');

describe('plain text', () => {
  it('reads as before, but has no link', () => {
    for (const text of [
      '[Show](command:runCommands?%7B%7D)',
      '[a](https://evil.example "title")',
      'x [a](file:///etc/passwd) y [b](command:z)',
    ]) {
      assert.match(text, link);
      assert.doesNotMatch(plainText(text), link);
      assert.equal(seen(plainText(text)), text);
    }
  });

  it('reads as before, but has no icon', () => {
    for (const text of ['$(trash) x', 'a$(sync~spin)', '\\$(check)', '$$(check)']) {
      assert.match(text, icon);
      assert.doesNotMatch(plainText(text), icon);
      assert.equal(seen(plainText(text)), text);
    }
  });

  it('has no link where hidden characters are in it, or become symbols', () => {
    for (const hidden of ['\u202e', '\x07', '\u2060', '\u200b', '\u{e0041}']) {
      const text = `[a${hidden}](command:b${hidden}c)`;
      assert.match(text, link);
      assert.doesNotMatch(plainText(text), link);
    }
    assert.match('[a\nb](command:c)', link);
    assert.doesNotMatch(plainText('[a\nb](command:c)'), link);
  });

  it('leaves no link and no icon in any text', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '$',
      '\\',
      'a',
      'command:b',
      'https://c',
      '\n',
      ' ',
      '\u202e',
      '\u2060',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), (parts) => {
        const made = plainText(parts.join(''));
        return !link.test(made) && !icon.test(made) && plainText(made) === made;
      }),
    );
  });

  it('does not touch text that is harmless', () => {
    for (const text of ['External_Id__c', 'a (b)', '[x] (y)', '$5 (net)', '50 % of {0}', 'Müller → Account'])
      assert.equal(plainText(text), text);
  });

  it('keeps addresses from becoming links where VS Code reads Markdown', () => {
    const text = 'pat@acme.example · https://acme.example · www.acme.example · [a][b] · [a]: x';
    const made = plainDetail(text);
    assert.doesNotMatch(made, /https:\/\/|www\.|@a|\]\[|\]:/);
    assert.equal(seen(made), text);
  });
});

describe('a text without its middle', () => {
  it('keeps its start and its end', () => {
    assert.equal(withoutMiddle('accounts-of-the-north.csv', 11), 'accou…h.csv');
    assert.equal(withoutMiddle('accounts.csv', 12), 'accounts.csv');
  });

  it('is never longer than asked for, and cuts no emoji in two', () => {
    const unit = fc.constantFrom('a', '👩‍💻', 'é', '\u202e');
    fc.assert(
      fc.property(fc.string({ unit }), fc.integer({ min: 3, max: 40 }), (text, max) => {
        const made = withoutMiddle(text, max);
        return [...new Intl.Segmenter().segment(made)].length <= max && !/\p{Surrogate}/u.test(made);
      }),
    );
  });
});
