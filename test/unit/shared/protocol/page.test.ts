import assert from 'node:assert/strict';
import { pageHtml, readTranslations } from '../../../../src/shared/protocol/page';

const parts = {
  scriptUri: 'https://page.example/job.js?a=1&b=2',
  styleUris: ['https://page.example/job.css'],
  nonce: 'n0nce',
  cspSource: "'self' https://page.example",
  title: '</title><script>alert(1)</script>',
  lang: 'de-CH',
  translations: undefined,
};
const html = pageHtml(parts);

describe('the HTML of a page', () => {
  it('runs only its own script and loads only its own styles and fonts', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src 'self' https://page.example; font-src 'self' https://page.example; script-src 'nonce-n0nce'",
    );
    assert.doesNotMatch(html, /unsafe-/);
    assert.deepEqual(html.match(/<script[^>]*>/g), [
      '<script nonce="n0nce" src="https://page.example/job.js?a=1&amp;b=2" defer>',
    ]);
  });

  it('never turns names of files and orgs into markup', () => {
    assert.ok(html.includes('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>'));
    assert.ok(html.includes('<html lang="de-CH">'));
  });

  it('carries translations without another script, whatever is in them', () => {
    const translations = { 'Copy "Rows" <b>': '</head><script>alert(1)</script> "Zeilen" & \'mehr\' kopieren' };
    const translated = pageHtml({ ...parts, translations });
    assert.equal(translated.match(/<script/g)?.length, 1);
    const content = /<meta name="translations" content="([^"]*)">/.exec(translated)?.[1] ?? '';
    const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
    const decoded = content.replace(/&(\w+);/g, (_, name: string) => names[name] ?? '');
    assert.deepEqual(readTranslations(decoded), translations);
  });

  it('stays English without translations, or when they are no map of texts', () => {
    assert.doesNotMatch(html, /translations/);
    assert.equal(readTranslations(undefined), undefined);
    assert.equal(readTranslations('{"Line":{"message":"Zeile"}}'), undefined);
  });
});
