// Runs each bench script with tiny sizes, so that one that no longer runs fails the build. It checks that the figures
// exist, never how large they are. Needs the setup and the builds of `npm test`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runToEnd } from '../clients/clients';
import { scratch } from '../e2e/scratch';

interface Smoke {
  readonly script: string;
  readonly args?: readonly string[];
  /** Paths to numbers above zero in the results; `*` is each entry of an object or a list. */
  readonly figures: readonly string[];
}

const core = ['scan/*', 'pages/*/first', 'matching/seconds', 'megabytes'];
const compared = ['whole load', 'load: processor time', 'whole export', 'export: processor time', 'matching'];

const smokes: readonly Smoke[] = [
  {
    script: 'main.mjs',
    figures: [
      ...['loadSeconds', 'parallelLoadSeconds', 'exportSeconds', 'rawVersusExport', 'activationMs', 'sizesKb/*'],
      ...core.map((path) => `bytes/${path}`),
      ...['bare', 'tuned', 'ours', 'parallel'].map((client) => `detail/load/${client}/*/seconds`),
      ...['raw', 'ours'].map((client) => `detail/exported/${client}/*/seconds`),
      'detail/large/seconds',
    ],
  },
  {
    script: 'main.mjs',
    args: ['--against', '.'],
    figures: [
      ...[...compared, 'first page', 'activation'].flatMap((name) =>
        ['old', 'new', 'ratio'].map((key) => `figures/${name}/${key}`),
      ),
      'figures/extension.js/ratio',
    ],
  },
  // With the rivals that are installed, which are all when the suite `clients` ran before.
  { script: 'large.mjs', figures: ['results/*/seconds', 'results/*/callsPer100k', 'results/0/calls/upload'] },
  {
    script: 'export.mjs',
    figures: [
      ...['practice/wholeOfRaw', 'practice/megabytes', 'sink/whole', 'sink/wholeJsonLines', 'sink/megabytes'],
      ...['practice/raw', 'practice/ours', 'sink/raw', 'sink/ours', 'sink/rawPlain', 'sink/oursPlain'].map(
        (path) => `detail/${path}/*/processorMs`,
      ),
      'detail/sink/large/seconds',
    ],
  },
  { script: 'scan.mjs', figures: core },
  { script: 'attemptsCsv.mjs', figures: ['rows', 'seconds', 'megabytes'] },
  {
    script: 'mapping.mjs',
    figures: ['rows', ...['none', 'names', 'steps'].map((name) => `${name}/megabytesPerSecond`)],
  },
  { script: 'apexTests.mjs', figures: ['runs/*/serverSeconds', 'runs/*/overheadSeconds', 'runs/*/calls'] },
  { script: 'match.mjs', figures: ['columns', 'fields', 'medianMs'] },
  { script: 'grid.mjs', figures: ['seconds/*', 'windowsFirstPage/seconds'] },
];

/** What the path leads to; undefined where it leads nowhere. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (key === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [undefined];
  const entries = key === '*' ? Object.values(value) : [(value as Record<string, unknown>)[key]];
  return entries.length === 0 ? [undefined] : entries.flatMap((entry) => valuesAt(entry, rest));
}

const isFigure = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value > 0;

describe('the bench', () => {
  for (const { script, args = [], figures } of smokes) {
    it(`${[script, ...args].join(' ')} measures what it prints`, async function () {
      this.timeout(600_000);
      const { folder, remove } = scratch('bench');
      try {
        const results = join(folder, 'results.json');
        const words = [join('bench', script), '--smoke', '--results', results, ...args];
        const ran = await runToEnd({ program: process.execPath, args: words, timeoutMs: 590_000 });
        assert.equal(ran.code, 0, `${ran.stdout}\n${ran.stderr}`);
        assert.match(ran.stdout, /\d/);
        const read = JSON.parse(readFileSync(results, 'utf8')) as unknown;
        const missing = figures.filter((path) => !valuesAt(read, path.split('/')).every(isFigure));
        assert.deepEqual(missing, [], JSON.stringify(read, null, 2));
      } finally {
        remove();
      }
    });
  }

  it('has a smoke run of each of its scripts', () => {
    const scripts = readdirSync(join(root, 'bench')).filter((name) =>
      readFileSync(join(root, 'bench', name), 'utf8').includes('= readFlags({'),
    );
    const tried = new Set(smokes.map(({ script }) => script));
    assert.deepEqual(
      scripts.filter((name) => !tried.has(name)),
      [],
    );
  });

  it('gives each client each place in the order', async () => {
    const url = pathToFileURL(join(root, 'bench', 'run.mjs')).href;
    const { inTurns } = (await import(url)) as {
      inTurns: (clients: Record<string, () => Promise<number>>, rounds: number) => Promise<Record<string, number[]>>;
    };
    const order: string[] = [];
    const client = (name: string) => async (): Promise<number> => order.push(name);
    const results = await inTurns({ a: client('a'), b: client('b'), c: client('c') }, 3);
    assert.equal(order.join(''), 'abcbcacab');
    assert.deepEqual(results, { a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] });
  });
});
