// Searches every file of the repository for paths of one machine, and checks every file name.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, relative } from 'node:path';

const root = process.cwd();
const ignored = readFileSync('.gitignore', 'utf8').split('\n').filter(Boolean);

function isIgnored(name: string): boolean {
  return ignored.some((line) =>
    line.startsWith('*') ? name.endsWith(line.slice(1)) : name === line.replace(/\/$/, ''),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === '.git' || isIgnored(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const files = filesBelow(root).map((path) => relative(root, path).replaceAll('\\', '/'));
const texts = files.filter((path) => !/\.(png|ttf|ico|gz|zip|csv)$/.test(path));

/** People in examples; any other home may be of a real machine. */
const someone = '(?!(ann|pat|me|you|user|someone)\\b)[\\w.-]+';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const machinePaths = [
  new RegExp(`/(home|Users)/${someone}/`),
  new RegExp(`[A-Z]:[\\\\/]+Users[\\\\/]+${someone}[\\\\/]`),
  /(?<![\w.])\/root\//,
  // A short root such as /app or / would be found everywhere.
  ...[homedir(), root]
    .filter((path) => path.split(/[\\/]/).length > 2)
    .map((path) => new RegExp(`${escaped(path)}(?![\\w-])`)),
];

describe('the repository', () => {
  it('names no path of a developer’s machine', () => {
    const found = texts.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          machinePaths.some((pattern) => pattern.test(line)) ? [`${path}:${(at + 1).toString()}`] : [],
        ),
    );
    assert.deepEqual(found, []);
  });

  it('finds such paths', () => {
    // Assembled here, so that this file passes its own test.
    const homeOf = (name: string): readonly string[] => ['home', 'Users'].map((homes) => `/${homes}/${name}/load.csv`);
    const windowsHome = ['C:', 'Users', 'jsmith', 'load.csv'].join('\\');
    for (const path of [...homeOf('jsmith'), windowsHome, `${root}/src`, ['', 'root', 'x'].join('/')]) {
      assert.ok(
        machinePaths.some((pattern) => pattern.test(path)),
        path,
      );
    }
    for (const path of [...homeOf('ann'), 'src/root/x', '/services/data/']) {
      assert.ok(!machinePaths.some((pattern) => pattern.test(path)), path);
    }
  });

  it('locks packages by version and checksum, not by registry', () => {
    const lock = readFileSync('package-lock.json', 'utf8');
    const { packages } = JSON.parse(lock) as {
      packages: Record<string, { resolved?: string; integrity?: string; inBundle?: true }>;
    };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    assert.doesNotMatch(readFileSync('.npmrc', 'utf8'), /registry\s*=\s*http/);
    assert.deepEqual(
      entries.filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
    assert.deepEqual(
      // A package that is in the archive of another has no checksum of its own.
      entries.filter(([, { integrity, inBundle }]) => integrity === undefined && !inBundle).map(([path]) => path),
      [],
    );
  });

  it('names code files in camelCase and by their content', () => {
    const code = files.filter((path) => /^(src|webview-ui|test|scripts|bench)\/.*\.(ts|mjs|cjs|js)$/.test(path));
    const odd = code.filter((path) => !/^[a-z][A-Za-z0-9]*(\.test|\.d)?\.(ts|mjs|cjs|js)$/.test(basename(path)));
    assert.deepEqual(odd, []);
    const empty = /(^|\/)(utils?|helpers?|common|misc|index|types|constants)(\.[a-z]+)*(\/|$)/i;
    assert.deepEqual(
      code.filter((path) => empty.test(path)),
      [],
    );
  });
});
