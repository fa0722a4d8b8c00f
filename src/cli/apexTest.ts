// `kinetic apex test`: runs tests, prints each result as it comes, and writes reports for other tools.
import { writeFile } from 'node:fs/promises';
import {
  CancelReason,
  isCanceled,
  SalesforceError,
  toCobertura,
  toJunit,
  toLcov,
  type CoveredUnit,
  type MethodResult,
  type Task,
  type TestRun,
} from '../core/core';
import { exportTarget } from '../node/exportTarget';
import { findApexSources, type ApexSources } from './apexSources';
import { coverageTable, endLine, percentOf, resultLines } from './apexTestText';
import type { TestWords } from './apexWords';
import { count } from './counts';
import type { Console, Session } from './session';
import { toJsonLines } from './symbols';

/** Exit code 1 when a test failed, 124 after the time to wait, 130 after Ctrl-C. */
export async function apexTest(words: TestWords, { core, org, console, task }: Session): Promise<number> {
  const { tests } = (await core.org(org.orgId)).apex;
  const file = words.to === undefined ? undefined : await exportTarget(words.to);
  const sources = await findApexSources(process.cwd());
  const abort = new AbortController();
  console.onInterrupt(() => {
    console.err(['Aborting…']);
    abort.abort(new CancelReason('user'));
  });
  const spec = {
    selection: words.selection,
    coverage: words.coverage,
    retryLocked: words.retryLocked,
    abort: abort.signal,
  };
  const limit = timeLimit(task, words.timeoutMinutes);
  const show = createWriter(words, sources, console);
  let runId: string | undefined;
  try {
    for await (const event of tests.run(spec, limit.task)) {
      if (event.type === 'started') {
        runId = event.runId;
        limit.begin();
      } else if (event.type === 'progress') show.progress(event.done, event.total);
      else if (event.type === 'result') await show.result(event.result);
      else return await finish(event.run, { words, file, sources, console });
    }
    return 1;
  } catch (error) {
    if (runId === undefined || !isCanceled(error)) throw error;
    console.err([`The org continues the run ${runId}.`]);
    return limit.isOver() ? 124 : 130;
  } finally {
    limit.end();
  }
}

interface TimeLimit {
  readonly task: Task;
  readonly begin: () => void;
  readonly isOver: () => boolean;
  readonly end: () => void;
}

/** The task, also canceled when the time to wait after `begin` is over. */
function timeLimit(task: Task, minutes: number | undefined): TimeLimit {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    task: { ...task, signal: AbortSignal.any([task.signal, over.signal]) },
    begin: () => {
      if (minutes === undefined || timer !== undefined) return;
      timer = setTimeout(() => over.abort(new CancelReason('shutdown')), minutes * 60_000);
    },
    isOver: () => over.signal.aborted,
    end: () => clearTimeout(timer),
  };
}

interface Writer {
  readonly progress: (done: number, total: number) => void;
  readonly result: (result: MethodResult) => Promise<void>;
}

/** Results go to stdout, or to stderr where stdout gets a report. */
function createWriter(words: TestWords, sources: ApexSources, { out, err, live }: Console): Writer {
  const isReport = words.format !== 'human' && isOnStdout(words);
  return {
    progress: (done, total) => live?.redraw(`${count(done)} of ${count(total)} tests`),
    result: async (result) => {
      const lines = resultLines(result, sources);
      if (isReport) err(lines);
      else await out(lines);
    },
  };
}

const isOnStdout = ({ to, coverageFormat }: TestWords): boolean => to === undefined || coverageFormat !== undefined;

interface Ending {
  readonly words: TestWords;
  readonly file: string | undefined;
  readonly sources: ApexSources;
  readonly console: Console;
}

async function finish(run: TestRun, { words, file, sources, console }: Ending): Promise<number> {
  const exitCode = run.outcome === 'aborted' ? 130 : run.outcome === 'passed' ? 0 : 1;
  const report = reportOf(run, words, sources, exitCode);
  if (file !== undefined) await save(file, words.coverageFormat ? coverageReport(run, words, sources) : report);
  if (words.format === 'human' || !isOnStdout(words)) await printEnd(run, console);
  else {
    console.err([endLine(run)]);
    await console.out(report.trimEnd().split('\n'));
  }
  if (file !== undefined) console.err([`Written: ${words.to ?? file}`]);
  return exitCode;
}

async function printEnd(run: TestRun, { out, table }: Console): Promise<void> {
  for (const { className, message } of run.problems) await out([`${className} was not run: ${message}`]);
  await out([endLine(run)]);
  const { coverage } = run;
  if (!coverage) return;
  if (coverage.units.length > 0) await table(coverageTable(coverage.units));
  if (coverage.orgPercent !== undefined) await out([`Coverage of the org: ${coverage.orgPercent}%`]);
}

function reportOf(run: TestRun, { format }: TestWords, sources: ApexSources, exitCode: number): string {
  if (format === 'junit') return toJunit(run);
  return `${toJsonLines(toJsonResult(run, sources, exitCode)).join('\n')}\n`;
}

function coverageReport({ coverage }: TestRun, { coverageFormat }: TestWords, sources: ApexSources): string {
  const report = { units: coverage?.units ?? [], fileOf: (unit: CoveredUnit) => pathOf(unit, sources) };
  return coverageFormat === 'lcov' ? toLcov(report) : toCobertura(report, Date.now());
}

/** Code that is not below the current folder has the path that it has in most projects. */
const pathOf = ({ name, kind }: CoveredUnit, sources: ApexSources): string =>
  sources.fileOf(name, kind) ?? (kind === 'class' ? `classes/${name}.cls` : `triggers/${name}.trigger`);

async function save(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SalesforceError('input.cannotWrite', { file, reason });
  }
}

const toJsonResult = (run: TestRun, sources: ApexSources, exitCode: number): unknown => ({
  outcome: run.outcome,
  runId: run.runId,
  startedAt: run.startedAt === 0 ? null : new Date(run.startedAt).toISOString(),
  serverMs: run.serverMs,
  tests: run.results.map(({ frames, stack, ...result }) => ({
    ...result,
    ...(stack !== undefined && { stack }),
    ...(frames.length > 0 && { frames }),
  })),
  problems: run.problems,
  ...(run.coverage && {
    coverage: {
      orgPercent: run.coverage.orgPercent ?? null,
      code: run.coverage.units.map((unit) => ({ ...unit, percent: percentOf(unit), file: pathOf(unit, sources) })),
    },
  }),
  exitCode,
});
