// Proves the import rules by breaking each of them in a tree of stubs, with the same command as npm run check.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cleanTree, plants } from './importPlants';
import { runNode } from './program';
import { withTree, type Files } from './stubTree';

const config = resolve('.dependency-cruiser.cjs');
const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

interface RuleSet {
  readonly forbidden: readonly { readonly name: string }[];
}

interface Report {
  readonly summary: { readonly violations: readonly Violation[] };
}

/** The tree with stubs of every package that it names, so that the command finds them where npm would install them. */
function withPackages(files: Readonly<Record<string, string>>): Files {
  const named = Object.values(files).flatMap((code) =>
    [...code.matchAll(/'((?:@[^'/]+\/)?[a-z][^'/:]*)/g)].map((m) => m[1]!),
  );
  const packages = [...new Set(named), '@types/vscode'].filter((name) => name !== 'fs' && name !== 'vscode');
  const stubs = packages.flatMap((name) => {
    const folder = `node_modules/${name}`;
    const manifest = JSON.stringify({ name, version: '1.0.0', main: 'index.js', types: 'index.d.ts' });
    const empty = ['index.js', 'index.d.ts', 'sync.js', 'server.js'].map((file) => [`${folder}/${file}`, '']);
    return [[`${folder}/package.json`, manifest], ...empty];
  });
  const manifest = { devDependencies: Object.fromEntries(packages.map((name) => [name, '1'])) };
  return {
    ...files,
    ...(Object.fromEntries(stubs) as Files),
    'package.json': JSON.stringify(manifest),
    'tsconfig.json': readFileSync('tsconfig.json'),
  };
}

async function violationsIn(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  return withTree(withPackages(files), async (root) => {
    // As JSON, so that the command reports violations and still exits with 0.
    const args = [cruiser, 'src', 'webview-ui', '--config', config, '--output-type', 'json'];
    return (JSON.parse((await runNode(args, root)).stdout) as Report).summary.violations;
  });
}

describe('the import rules', () => {
  it('allow every import of the design', async () => {
    assert.deepEqual(await violationsIn(cleanTree), []);
  });

  describe('find each forbidden import', () => {
    let found: readonly Violation[] = [];

    before(async () => {
      const planted = plants.map(({ file, code, others }) => ({ ...others, [file]: code }));
      found = await violationsIn(Object.assign({}, cleanTree, ...planted) as Record<string, string>);
    });

    for (const { rule, file, code } of plants) {
      it(`${rule}: ${file} with ${code.split('\n')[0]!}`, () => {
        const broken = found.filter((violation) => violation.from === file).map((violation) => violation.rule.name);
        assert.deepEqual([...new Set(broken)], [rule]);
      });
    }

    it('and report no other file', () => {
      const planted = new Set(plants.map(({ file }) => file));
      assert.deepEqual(
        found.filter(({ from }) => !planted.has(from)),
        [],
      );
    });
  });

  it('are each broken at least once here, so that a rule without effect is noticed', async () => {
    const { forbidden } = ((await import(config)) as { default: RuleSet }).default;
    const planted = new Set(plants.map(({ rule }) => rule));
    assert.deepEqual(
      forbidden.map(({ name }) => name).filter((name) => !planted.has(name)),
      [],
    );
  });
});
