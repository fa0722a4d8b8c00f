// The page of the extension: without a host it has no pictures, and a release without them fails.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runNode } from './program';

interface Addresses {
  readonly files: string;
  readonly pages: string;
}
interface PageScript {
  readonly addressesOf: (manifest: {
    readonly repository: { readonly url: string };
    readonly version: string;
  }) => Addresses | undefined;
  readonly picturesOf: (text: string) => readonly string[];
  readonly linksOf: (text: string) => readonly string[];
  readonly toPage: (readme: string, addresses?: Addresses) => string;
  readonly brokenPictures: (readme: string, addresses: Addresses | undefined, get: Get) => Promise<readonly string[]>;
}
type Get = (url: string) => Promise<Pick<Response, 'ok' | 'status' | 'headers'>>;

const readme = readFileSync('README.md', 'utf8');
const pictures = new Set([...readme.matchAll(/<img src="([^"]+)"/g)].map(([, path = '']) => path));
const answer = (status: number, type = 'image/png') => ({
  ok: status === 200,
  status,
  headers: new Headers({ 'content-type': type }),
});

describe('the page of the extension', () => {
  let page: PageScript;
  const at = (url: string): Addresses | undefined => page.addressesOf({ repository: { url }, version: '1.2.3' });
  const host = 'https://github.com/acme/kinetic.git';
  before(async () => {
    page = (await import(pathToFileURL(join('scripts', 'page.mjs')).href)) as PageScript;
  });

  it('has no pictures and no dead links without a host', () => {
    const text = page.toPage(readme);
    assert.doesNotMatch(text, /<picture|<img|<source|!\[/);
    assert.deepEqual([page.picturesOf(text), page.linksOf(text)], [[], []]);
    assert.match(text, /^# Kinetic for Salesforce\n\n.+\n\nFiles of any size/);
    assert.match(text, /\[Command line\]\(#command-line\)/, 'links within the page stay');
  });

  it('has one picture of each pair, at the tag of the version, on a host', () => {
    const text = page.toPage(readme, at(host));
    assert.equal(page.picturesOf(text).length, 0);
    assert.deepEqual(
      new Set([...text.matchAll(/<img src="([^"]+)" alt="/g)].map(([, url]) => url)),
      new Set([...pictures].map((path) => `https://github.com/acme/kinetic/raw/v1.2.3/${path}`)),
    );
    assert.doesNotMatch(text, /<picture|<source/);
    assert.match(text, /\]\(https:\/\/github\.com\/acme\/kinetic\/blob\/v1\.2\.3\/docs\/logins\.md\)/);
  });

  it('finds pictures however they are written', () => {
    const text =
      '![a](one.png) <img alt="b" src="two.png"> <source media="x" srcset="three.png"> ![c](https://d/e.png)';
    assert.deepEqual(page.picturesOf(text), ['one.png', 'two.png', 'three.png']);
    assert.equal(page.toPage('![a](one.png)', at(host)), '![a](https://github.com/acme/kinetic/raw/v1.2.3/one.png)');
  });

  it('knows the hosts that can show pictures', () => {
    assert.equal(
      at('https://gitlab.com/acme/tools/kinetic')?.files,
      'https://gitlab.com/acme/tools/kinetic/-/raw/v1.2.3/',
    );
    for (const url of [
      'https://example.invalid/kinetic.git',
      'git@github.com:acme/kinetic.git',
      'http://github.com/a/b',
    ])
      assert.equal(at(url), undefined, url);
  });

  it('is not released without a host', async () => {
    const found = await page.brokenPictures(readme, undefined, () => Promise.reject(new Error('no network')));
    assert.match(found.join(), /no host for the pictures of the README/);
  });

  it('is not released while a picture is not on the web', async () => {
    const asked: string[] = [];
    const get =
      (bad: ReturnType<typeof answer> | Error): Get =>
      (url) => {
        asked.push(url);
        if (!url.endsWith('export-dark.png')) return Promise.resolve(answer(200));
        return bad instanceof Error ? Promise.reject(bad) : Promise.resolve(bad);
      };
    const url = 'https://github.com/acme/kinetic/raw/v1.2.3/media/readme/export-dark.png';
    const found = (bad: ReturnType<typeof answer> | Error) => page.brokenPictures(readme, at(host), get(bad));
    assert.deepEqual(await found(answer(404)), [`${url}: 404`]);
    assert.deepEqual(await found(answer(200, 'text/html')), [`${url} is not a picture: text/html`]);
    assert.deepEqual(await found(new Error('no network')), [`${url}: no network`]);
    assert.deepEqual(await found(answer(200)), []);
    assert.equal(new Set(asked).size, pictures.size);
  });

  it('fails the release of this repository until it has a host', async () => {
    const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly repository: { readonly url: string };
    };
    assert.equal(at(repository.url), undefined, 'the repository has a host now: delete this test');
    const { code, stderr } = await runNode(['scripts/package.mjs', '--release']);
    assert.equal(code, 1);
    assert.match(stderr, /must not be published:\n {2}The repository in package\.json has no host/);
  });
});
