// Proves that every bundled package is listed with its license, and that a license without approval fails the build.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { runNode, type Ending } from './program';
import { withTree } from './stubTree';

interface Stub {
  readonly license: unknown;
  readonly text?: string;
  readonly readme?: string;
  readonly bytesInOutput?: number;
}

/** Writes notices for a bundle that contains one file of each package. */
function noticesFor(packages: Readonly<Record<string, Stub>>, output = 'dist/extension.js'): Promise<Ending> {
  const files = Object.entries(packages).flatMap(([name, { license, text = 'Do as you like.', readme = '' }]) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.2.3', license })],
    [`node_modules/${name}/README.md`, readme],
    ...(text === '' ? [] : [[`node_modules/${name}/LICENSE.md`, text]]),
  ]);
  return withTree(Object.fromEntries(files) as Record<string, string>, (root) => {
    const inputs = Object.entries(packages).map(([name, { bytesInOutput = 1 }]) => [
      join(root, 'node_modules', name, 'lib/index.js'),
      { bytesInOutput },
    ]);
    const outputs = { [output]: { inputs: Object.fromEntries(inputs) as unknown } };
    return withTree({ 'meta.json': JSON.stringify({ outputs }) }, (folder) =>
      runNode(['scripts/notices.mjs', join(folder, 'meta.json')]),
    );
  });
}

describe('the third-party notices', () => {
  it('list what is bundled with version, license and its text, and what the build copies', async () => {
    const { stdout, code } = await noticesFor({ '@scope/one': { license: 'MIT', text: 'Words of one.' } });
    assert.equal(code, 0);
    assert.match(stdout, /## @scope\/one 1\.2\.3\n\nLicense: MIT\n\n```text\nWords of one\.\n```/);
    assert.match(stdout, /## @vscode\/codicons /);
  });

  it('leave out a package without a byte in a bundle', async () => {
    const { stdout, code } = await noticesFor({ shaken: { license: 'GPL-3.0', bytesInOutput: 0 } });
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /shaken/);
  });

  for (const license of ['GPL-3.0', 'UNLICENSED', undefined, 'MIT AND GPL-3.0', { type: 'SSPL-1.0' }]) {
    it(`reject a package under ${license === undefined ? 'no license' : JSON.stringify(license)}`, async () => {
      const { code, stderr } = await noticesFor({ bad: { license }, good: { license: 'ISC' } });
      assert.notEqual(code, 0);
      assert.match(stderr, /bad 1\.2\.3: the license/);
      assert.doesNotMatch(stderr, /good 1\.2\.3/);
    });
  }

  for (const name of ['undici', 'jsforce', '@jsforce/jsforce-node']) {
    it(`reject ${name} in the extension, even as a package of a package`, async () => {
      for (const output of ['dist/extension.js', 'dist/extension-7Q4MJZKB.js']) {
        assert.match((await noticesFor({ [name]: { license: 'MIT' } }, output)).stderr, /takes over the fetch/);
      }
    });
  }

  it('choose the allowed one of two licenses', async () => {
    assert.equal((await noticesFor({ both: { license: '(GPL-2.0 OR BSD-3-Clause)' } })).code, 0);
  });

  it('reject a package without its license text', async () => {
    const { stderr } = await noticesFor({ silent: { license: 'MIT', text: '', readme: '# License\nMIT' } });
    assert.match(stderr, /silent 1\.2\.3: no license text/);
  });

  it('find the license text that only the README has', async () => {
    const readme = `# It\n\nLicense\n-------\n\n${'Permission is granted. '.repeat(20)}`;
    const { stdout } = await noticesFor({ modest: { license: 'MIT', text: '', readme } });
    assert.match(stdout, /## modest 1\.2\.3\n\nLicense: MIT\n\n```text\nPermission is granted/);
  });
});
