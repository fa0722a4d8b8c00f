// Proves that dead files, exports and packages are found with our own configuration.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runNode } from './program';
import { withTree, type Files } from './stubTree';

const knip = resolve('node_modules/knip/bin/knip.js');

const house: Files = {
  'knip.json': readFileSync('knip.json'),
  'tsconfig.json': readFileSync('tsconfig.json'),
  'package.json': JSON.stringify({ name: 'house', private: true }),
  'src/extension.ts': "import { used } from './core/core';\nused();",
  'src/core/core.ts': 'export const used = (): number => 1;',
  'webview-ui/src/panels/job/main.ts': "import '../../page';",
  'webview-ui/src/page.ts': 'export {};',
  'test/unit/core.test.ts': "import { used } from '../../src/core/core';\nused();",
};

async function complaints(files: Files): Promise<string> {
  const { stdout } = await withTree(files, (root) => runNode([knip, '--no-progress', '--reporter', 'compact'], root));
  return stdout;
}

describe('the search for dead code', () => {
  it('is content with a house in which everything is used', async () => {
    assert.equal((await complaints(house)).trim(), '');
  });

  it('finds a file that nobody imports, an export that nobody reads and a package that nobody needs', async () => {
    const found = await complaints({
      ...house,
      'src/core/forgotten.ts': 'export {};',
      'webview-ui/src/forgottenPage.ts': 'export {};',
      'src/core/core.ts':
        'export const used = (): number => 1;\nexport const idle = 2;\nexport interface Idle {\n  x: 1;\n}',
      'package.json': JSON.stringify({ name: 'house', private: true, devDependencies: { 'left-pad': '1' } }),
    });
    for (const name of ['src/core/forgotten.ts', 'webview-ui/src/forgottenPage.ts', 'idle', 'Idle', 'left-pad']) {
      assert.match(found, new RegExp(`\\b${name}\\b`));
    }
  });
});
