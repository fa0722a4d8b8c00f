// Proves that a bundle or package over its budget fails the build.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { runNode, type Ending } from './program';
import { withTree, type Files } from './stubTree';

const small = { 'dist/extension.js': '', 'dist/practice.js': '', 'dist/webview/job.js': '', 'it-1.0.0.vsix': '' };
const bytes = (count: number): Uint8Array => new Uint8Array(count);

function weigh(files: Files): Promise<Ending> {
  return withTree({ ...small, ...files }, (root) =>
    runNode(['scripts/budgets.mjs', join(root, 'dist'), join(root, 'it-1.0.0.vsix')]),
  );
}

describe('the size budgets', () => {
  it('let small files through and show each with its limit', async () => {
    const { code, stdout } = await weigh({ 'dist/extension.js': bytes(12_345) });
    assert.equal(code, 0);
    assert.match(stdout, /extension\.js\s+12\.3 kB\s+100 kB\s+ok/);
  });

  for (const [name, limit] of [
    ['dist/extension.js', 100_000],
    ['dist/extension-ABC123.js', 1_300_000],
    ['dist/webview/job.js', 150_000],
    ['it-1.0.0.vsix', 3_000_000],
  ] as const) {
    it(`fail for ${name} of one byte more than ${limit.toString()}`, async () => {
      const { code, stdout } = await weigh({ [name]: bytes(limit + 1) });
      assert.equal(code, 1);
      assert.match(stdout, /OVER THE LIMIT/);
      assert.equal((await weigh({ [name]: bytes(limit) })).code, 0);
    });
  }

  it('fail for chunks of the extension that are too large together', async () => {
    const files = { 'dist/extension-ABC123.js': bytes(650_000), 'dist/extension-DEF456.js': bytes(650_001) };
    assert.equal((await weigh(files)).code, 1);
  });

  it('only report a VSIX over its goal', async () => {
    const { code, stdout } = await weigh({ 'it-1.0.0.vsix': bytes(1_500_001) });
    assert.equal(code, 0);
    assert.match(stdout, /over the goal of 1500 kB/);
  });

  it('fail when there is nothing to measure, so that a moved bundle is noticed', async () => {
    const { code } = await withTree({ 'dist/other.txt': '' }, (root) =>
      runNode(['scripts/budgets.mjs', join(root, 'dist')]),
    );
    assert.equal(code, 1);
  });
});
