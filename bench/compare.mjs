// `node bench/main.mjs --against DIR`: compares the build of another checkout with the build of this one. DIR must be
// built as this one is, by `npm run package`, or by `node esbuild.js --minify` when the size of the VSIX does not
// matter. Both builds take turns against the same warm server. Prints old / new of each figure, where more than 1 is an
// improvement, and writes bench/compare.json.
// A build is run through its command line, its extension.js and its own bench/scan.mjs only, since its sources and the
// events of its jobs may differ from ours.
import { join, resolve } from 'node:path';
import { activationOf } from './activation.mjs';
import { median, medianRatio, printTable, round, say } from './figures.mjs';
import { kineticExport, kineticLoad } from './kinetic.mjs';
import { selected, writeRows } from './rows.mjs';
import { inScratch, inTurns, requireBuild, root, writeResults } from './run.mjs';
import { matchingFiles, measured } from './scan.mjs';
import { startSink, warm } from './servers.mjs';
import { isMinified, sizesOf } from './sizes.mjs';

const activations = 15;

/** Runs `measure` for each build in turns; the results by the name of the build. */
const inBuildTurns = (checkouts, rounds, measure) => {
  const clients = Object.entries(checkouts).map(([name, checkout]) => [name, () => measure(checkout, name)]);
  return inTurns(Object.fromEntries(clients), rounds);
};

async function measureCommands(checkouts, { rows, rounds }, home) {
  const server = await startSink();
  try {
    const load = { file: await writeRows(rows), rows };
    const exported = { soql: `SELECT ${selected} FROM Account LIMIT ${rows}`, file: join(home, 'export.csv') };
    const run = (checkout) => ({ build: join(checkout, 'dist'), server, home });
    for (const checkout of Object.values(checkouts))
      await warm(run(checkout), { load, soqls: [exported.soql], file: exported.file });
    return {
      load: await inBuildTurns(checkouts, rounds, (checkout, name) =>
        kineticLoad(run(checkout), { ...load, name: `${name} build, load` }),
      ),
      exported: await inBuildTurns(checkouts, rounds, (checkout, name) =>
        kineticExport(run(checkout), { ...exported, name: `${name} build, export` }),
      ),
    };
  } finally {
    server.close();
  }
}

async function measureCore(checkouts, { rows, rounds }) {
  say('matching and paging');
  const files = await matchingFiles(rows);
  const of = (name) => inBuildTurns(checkouts, rounds, (checkout) => measured(name, files, checkout));
  return { matching: await of('matching'), pages: await of('pages') };
}

/** The median of each build, and the median of the ratios of each round. */
const figure = (unit, results, pick) => ({
  unit,
  old: round(median(results.old.map(pick))),
  new: round(median(results.new.map(pick))),
  ratio: medianRatio(results.old, results.new, pick),
});

/** Figures of a command by name. */
const commandFigures = (name, results) => ({
  [`whole ${name}`]: figure('s', results, ({ seconds }) => seconds),
  [`${name}: processor time`]: figure('ms', results, ({ processorMs }) => processorMs),
  [`${name}: peak memory`]: figure('MB', results, ({ peakMb }) => peakMb),
});

/** Sizes of what both builds have; the names of single chunks differ, so they are weighed together. */
const sizeFigures = (old, current) =>
  Object.fromEntries(
    Object.entries(current)
      .filter(([name]) => name in old)
      .map(([name, size]) => [name, { unit: 'kB', old: old[name], new: size, ratio: round(old[name] / size) }]),
  );

function compared({ load, exported, matching, pages, activation }, sizes) {
  const page = (order) => figure('ms', pages, (one) => one[order].first * 1000);
  return {
    ...commandFigures('load', load),
    ...commandFigures('export', exported),
    matching: figure('s', matching, ({ seconds }) => seconds),
    'matching: extra peak memory': figure('MB', matching, ({ extraMb }) => extraMb),
    'first page': page('byLine'),
    'first page, sorted by a column': page('byColumn'),
    'first page, searched': page('text'),
    activation: figure('ms', activation, ({ total }) => total),
    'activation: the first chunk': figure('ms', activation, ({ load: ms }) => ms),
    ...sizeFigures(sizes.old, sizes.new),
  };
}

export async function compareBuilds(flags) {
  const checkouts = { old: resolve(flags.against), new: root };
  const builds = Object.values(checkouts).map((checkout) => requireBuild(join(checkout, 'dist')));
  if (isMinified(builds[0]) !== isMinified(builds[1]))
    throw new Error('Only one of the builds is minified. Run "node esbuild.js --minify" in both checkouts.');
  const commands = await inScratch((home) => measureCommands(checkouts, flags, home));
  const core = await measureCore(checkouts, flags);
  say('activating the extension');
  const activation = await inBuildTurns(checkouts, activations, (checkout) => activationOf(join(checkout, 'dist')));
  const measuredAll = { ...commands, ...core, activation };
  const figures = compared(measuredAll, { old: sizesOf(checkouts.old), new: sizesOf(root) });
  writeResults('compare', flags, { rows: flags.rows, rounds: flags.rounds, figures, detail: measuredAll });
  const rows = Object.entries(figures).map(([name, { unit, old, new: current, ratio }]) => [
    name,
    `${old} ${unit}`,
    `${current} ${unit}`,
    ratio === undefined ? '' : `${ratio}×`,
  ]);
  printTable([['figure', 'old', 'new', 'old / new'], ...rows]);
}
