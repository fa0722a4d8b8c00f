// The documentation is true: each error has its message and a test that produces it, each login has its tests.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

  it('has no broken links', () => {
    for (const page of ['docs/logins.md', 'docs/errors.md', 'docs/architecture.md', 'README.md'])
      for (const [, link = ''] of read(page).matchAll(/\]\((?!\w+:|#)([^)#]+)/g))
        assert.ok(existsSync(join(page, '..', link)), `${page}: ${link}`);
  });
});
