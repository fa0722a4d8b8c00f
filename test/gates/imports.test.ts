// Proves the import rules by breaking each of them in a house of stubs, judged by the same command that npm run check uses.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cleanHouse, plants } from './importPlants';

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

interface Verdict {
  readonly summary: { readonly violations: readonly Violation[] };
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function build(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'kinetic-imports-'));
  const packages = new Set<string>(['@types/vscode']);
  for (const [path, code] of Object.entries(files)) {
    write(root, path, code);
    for (const [, name] of code.matchAll(/'((?:@[^'/]+\/)?[a-z][^'/:]*)/g))
      if (name !== 'fs' && name !== 'vscode') packages.add(name!);
  }
  for (const name of packages) {
    write(
      root,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js', types: 'index.js' }),
    );
    for (const file of ['index.js', 'index.d.ts', 'sync.js', 'server.js'])
      write(root, `node_modules/${name}/${file}`, '');
  }
  write(
    root,
    'package.json',
    JSON.stringify({ devDependencies: Object.fromEntries([...packages].map((name) => [name, '1'])) }),
  );
  copyFileSync('tsconfig.json', join(root, 'tsconfig.json'));
  return root;
}

async function violationsIn(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const root = build(files);
  try {
    // As JSON, so that the command reports what is broken and still ends well.
    const args = [cruiser, 'src', 'webview-ui/src', '--config', config, '--output-type', 'json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1e8 });
    return (JSON.parse(stdout) as Verdict).summary.violations;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe('the import rules', () => {
  it('let every road through that the design allows', async () => {
    assert.deepEqual(await violationsIn(cleanHouse), []);
  });

  describe('catch each forbidden road', () => {
    let found: readonly Violation[] = [];

    before(async () => {
      const planted = plants.map(({ file, code, others }) => ({ ...others, [file]: code }));
      found = await violationsIn(Object.assign({}, cleanHouse, ...planted) as Record<string, string>);
    });

    for (const { rule, file, code } of plants) {
      it(`${rule}: ${file} with ${code.split('\n')[0]!}`, () => {
        const broken = found.filter((violation) => violation.from === file).map((violation) => violation.rule.name);
        assert.deepEqual([...new Set(broken)], [rule]);
      });
    }

    it('and blame nobody else', () => {
      const planted = new Set(plants.map(({ file }) => file));
      assert.deepEqual(
        found.filter(({ from }) => !planted.has(from)),
        [],
      );
    });
  });

  it('are each broken at least once here, so that a rule that stopped working is noticed', async () => {
    const { forbidden } = ((await import(config)) as { default: RuleSet }).default;
    const tried = new Set(plants.map(({ rule }) => rule));
    assert.deepEqual(
      forbidden.map(({ name }) => name).filter((name) => !tried.has(name)),
      [],
    );
  });
});
