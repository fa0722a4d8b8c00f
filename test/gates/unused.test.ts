// Proves that dead files, exports and packages are found with our own configuration.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runNode } from './program';
import { withTree, type Files } from './stubTree';

const knip = resolve('node_modules/knip/bin/knip.js');

const tree: Files = {
  'knip.json': readFileSync('knip.json'),
  'tsconfig.json': readFileSync('tsconfig.json'),
  'package.json': JSON.stringify({ name: 'tree', private: true }),
  'src/extension.ts': "import { used } from './core/core';\nused();",
  'src/core/core.ts': 'export const used = (): number => 1;',
  'webview-ui/src/panels/job/main.ts': "import '../../page';",
  'webview-ui/src/page.ts': 'export {};',
  'test/unit/core.test.ts': "import { used } from '../../src/core/core';\nused();",
};

/** With `--production` tests do not count as users. */
async function complaints(files: Files, ...more: readonly string[]): Promise<string> {
  const args = [knip, '--no-progress', '--reporter', 'compact', ...more];
  const { stdout } = await withTree(files, (root) => runNode(args, root));
  return stdout;
}

describe('the search for dead code', () => {
  it('accepts a tree in which everything is used', async () => {
    assert.equal((await complaints(tree)).trim(), '');
    assert.equal((await complaints(tree, '--production')).trim(), '');
  });

  it('finds what only a test uses', async () => {
    const found = await complaints(
      {
        ...tree,
        'src/core/core.ts': 'export const used = (): number => 1;\nexport const tested = 2;',
        'src/core/poll.ts': 'export const poll = 1;',
        'test/unit/more.test.ts':
          "import '../../src/core/poll';\nimport { tested } from '../../src/core/core';\ntested;",
      },
      '--production',
    );
    for (const name of ['src/core/poll.ts', 'tested']) assert.match(found, new RegExp(`\\b${name}\\b`));
  });

  it('finds a file, an export and a package that are not used', async () => {
    const found = await complaints({
      ...tree,
      'src/core/forgotten.ts': 'export {};',
      'webview-ui/src/forgottenPage.ts': 'export {};',
      'src/core/core.ts':
        'export const used = (): number => 1;\nexport const idle = 2;\nexport interface Idle {\n  x: 1;\n}',
      'package.json': JSON.stringify({ name: 'tree', private: true, devDependencies: { 'left-pad': '1' } }),
    });
    for (const name of ['src/core/forgotten.ts', 'webview-ui/src/forgottenPage.ts', 'idle', 'Idle', 'left-pad']) {
      assert.match(found, new RegExp(`\\b${name}\\b`));
    }
  });
});
