// The documentation is correct: errors have their messages and tests, logins have their tests, links and examples
// exist.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../src/core/errors/catalog';
import { loginKinds, type LoginKind } from '../../src/core/auth/org';

const logins: Readonly<Record<LoginKind, string>> = {
  web: 'Browser',
  cli: 'Org of the Salesforce CLI',
  jwt: 'JWT bearer',
  accessToken: 'Access token',
  clientCredentials: 'Client credentials',
  password: 'Username and password',
  practice: 'Practice org',
};
const read = (path: string): string => readFileSync(path, 'utf8');

describe('docs/errors.md', () => {
  it('has the messages of the catalog, and names an existing test for each error', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('leaves out no error of a login or of the network', () => {
    const text = read('docs/errors.md');
    const codes = Object.keys(catalog).filter((code) => /^(login|network)\./.test(code));
    assert.deepEqual(
      codes.filter((code) => !text.includes(`| \`${code}\` |`)),
      [],
    );
  });
});

describe('docs/logins.md', () => {
  const rows = read('docs/logins.md')
    .split('\n')
    .filter((line) => line.startsWith('| **'));

  it('has one row for each login', () => assert.equal(rows.length, loginKinds.length));

  for (const kind of loginKinds)
    it(`names tests that sign in with: ${logins[kind]}`, () => {
      const row = rows.find((line) => line.startsWith(`| **${logins[kind]}**`));
      const tests = [...(row ?? '').matchAll(/`(test\/[\w/.]+\.test\.ts)`/g)].map(([, path = '']) => path);
      assert.ok(tests.length > 0, row);
      for (const path of tests) assert.ok(existsSync(path), path);
      // Directly, or through the setup that the test uses.
      const signsIn = (path: string): boolean => read(path).includes(`login: '${kind}'`);
      const setups = ['test/integration/setup/loginSetup.ts'];
      assert.ok([...tests, ...setups].some(signsIn), `none signs in with ${kind}`);
    });
});

describe('docs/threats.md', () => {
  const rows = read('docs/threats.md')
    .split('\n')
    .filter((line) => /^\| (?!attempt |---)/.test(line));

  it('names existing tests for each threat', () => {
    assert.ok(rows.length > 20);
    for (const row of rows) {
      const tests = [...row.matchAll(/`(test\/[^`]*)`/g)].map(([, path = '']) => path);
      assert.ok(tests.length > 0, row);
      assert.deepEqual(
        tests.filter((path) => !path.endsWith('.test.ts') || !existsSync(path)),
        [],
        row,
      );
    }
  });
});

describe('the documentation', () => {
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  const all = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pages.map((path) => join('docs', path))];

  it('has no broken links', () => {
    for (const page of all)
      for (const [, link = ''] of read(page).matchAll(/\]\((?!\w+:|#)([^)#]+)/g))
        assert.ok(existsSync(join(page, '..', link)), `${page}: ${link}`);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names only examples that exist', () => {
    const section = /## To write X, look at Y\n([\s\S]*?)\n## /.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
    const files = [...section.matchAll(/`((?:src|test|webview-ui|docs)\/[\w/.-]+\.(?:ts|md))`/g)].map(
      ([, path = '']) => path,
    );
    assert.ok(files.length > 20, section);
    assert.deepEqual(
      files.filter((path) => !existsSync(path)),
      [],
    );
  });
});
