import assert from 'node:assert/strict';
import { pageHtml } from '../../../../src/shared/protocol/page';

const html = pageHtml({
  scriptUri: 'https://page.example/job.js?a=1&b=2',
  styleUris: ['https://page.example/job.css'],
  nonce: 'n0nce',
  cspSource: "'self' https://page.example",
  title: '</title><script>alert(1)</script>',
  lang: 'de-CH',
});

describe('the HTML a page starts in', () => {
  it('lets nothing run but its own script and load nothing but its own styles and fonts', () => {
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

  it('keeps names of files and orgs from becoming markup', () => {
    assert.ok(html.includes('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>'));
    assert.ok(html.includes('<html lang="de-CH">'));
  });
});
