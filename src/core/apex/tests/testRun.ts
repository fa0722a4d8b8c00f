// One run of tests: started, asked for its results until it has ended, aborted on request.
import type { OrgClient } from '../../http/client';
import { withSignal, type Task } from '../../kernel/task';
import type { Clock } from '../../ports';
import { abortRun } from './abortRun';
import { readCoverage } from './coverage';
import { pollWaitMs } from './pollWait';
import { selectionOf } from './selection';
import type { ClassProblem, MethodResult, TestEvent, TestRun, TestSelection, TestSpec } from './testModel';
import { toolingRows } from './toolingRows';
import {
  encodeSelection,
  itemRows,
  resultRows,
  runId,
  runRows,
  toResult,
  type ResultRow,
  type RunRow,
} from './testWire';

export interface TestParts {
  readonly client: OrgClient;
  readonly clock: Clock;
}

/**
 * Runs tests and gives each result as it comes; the last event is `finished`. A failed test is a result. Throws what
 * Salesforce says about classes that it does not have.
 */
export async function* testRun(spec: TestSpec, parts: TestParts, task: Task): AsyncGenerator<TestEvent, void> {
  const first = yield* oneRun({ ...spec, isRetry: false }, parts, task);
  const locked = first.results.filter(({ isLocked }) => isLocked);
  const isRetried = spec.retryLocked && locked.length > 0 && first.outcome !== 'aborted' && !spec.abort?.aborted;
  const again = { ...spec, selection: selectionOf(locked), isRetry: true };
  const run = isRetried ? merged(first, yield* oneRun(again, parts, task)) : first;
  const coverage = spec.coverage ? await readCoverage(parts.client, run.results, task) : undefined;
  yield { type: 'finished', run: { ...run, ...(coverage && { coverage }) } };
}

/** Started once: a second start would run the tests twice. */
async function start({ client }: TestParts, selection: TestSelection, coverage: boolean, task: Task): Promise<string> {
  const path = '/services/data/v{v}/tooling/runTestsAsynchronous';
  const json = encodeSelection(selection, coverage);
  return client.json({ method: 'POST', path, json, repeat: 'never' }, (value) => runId.parse(value), task);
}

const ended: ReadonlySet<string> = new Set(['Aborted', 'Completed', 'Failed', 'Passed', 'Skipped']);

interface OneRun extends TestSpec {
  readonly isRetry: boolean;
}

async function* oneRun(
  { selection, coverage, abort, isRetry }: OneRun,
  parts: TestParts,
  task: Task,
): AsyncGenerator<TestEvent, TestRun> {
  const { client, clock } = parts;
  const id = await start(parts, selection, coverage, task);
  yield { type: 'started', runId: id, isRetry };
  const startedMs = clock.now();
  const known = new Map<string, MethodResult>();
  const read = createResultReader(client, id);
  let isAborting = false;
  let run: RunRow = { Status: 'Queued', MethodsEnqueued: 0, MethodsCompleted: 0, StartTime: null, EndTime: null };
  for (;;) {
    const { MethodsCompleted: done, MethodsEnqueued: total } = run;
    await pause(
      clock,
      pollWaitMs(clock.now() - startedMs, done ?? 0, total ?? 0),
      task,
      isAborting ? undefined : abort,
    );
    if (abort?.aborted && !isAborting) {
      isAborting = true;
      await abortRun(client, id, task);
    }
    run = (await toolingRows(client, { schema: runRows.schema, soql: runRows.soql(id) }, task))[0] ?? run;
    const isLast = ended.has(run.Status);
    if (!isLast && (run.MethodsCompleted ?? 0) <= known.size) continue;
    const [results, problems] = await Promise.all([
      read(isLast, task),
      isLast ? readProblems(client, id, task) : undefined,
    ]);
    for (const [key, result] of results) {
      if (known.has(key)) continue;
      known.set(key, isRetry ? { ...result, isRetried: true } : result);
      yield { type: 'result', result: known.get(key) ?? result };
    }
    yield { type: 'progress', done: known.size, total: Math.max(run.MethodsEnqueued ?? 0, known.size) };
    if (problems) return toRun(id, run, [...known.values()], problems);
  }
}

/** Ends early when the run is to be aborted. */
async function pause(clock: Clock, waitMs: number, task: Task, abort: AbortSignal | undefined): Promise<void> {
  const signal = abort ? withSignal(task, abort).signal : task.signal;
  try {
    await clock.sleep(waitMs, signal);
  } catch (error) {
    if (task.signal.aborted || !abort?.aborted) throw error;
  }
}

/** So many results are read again with each poll; of larger runs only the newer ones. */
const maxReadAgain = 500;
/** A test has its result when it ends, and the time of its start. */
const longestTestMs = 5 * 60_000;

/** Reads results with their IDs: all of them at the end. Those of methods that set up data are left out. */
function createResultReader(client: OrgClient, id: string) {
  let newestMs = 0;
  let count = 0;
  return async (isLast: boolean, task: Task): Promise<ReadonlyMap<string, MethodResult>> => {
    const sinceMs = isLast || count <= maxReadAgain ? undefined : newestMs - longestTestMs;
    const soql = resultRows.soql(id, client.apiVersion, sinceMs);
    const rows: readonly ResultRow[] = await toolingRows(client, { schema: resultRows.schema, soql }, task);
    for (const { TestTimestamp } of rows) newestMs = Math.max(newestMs, TestTimestamp ?? 0);
    count = Math.max(count, rows.length);
    return new Map(rows.filter(({ IsTestSetup }) => !IsTestSetup).map((row) => [row.Id, toResult(row)]));
  };
}

/** Classes that were not run: they were not compiled, or Salesforce gave up. */
async function readProblems(client: OrgClient, id: string, task: Task): Promise<readonly ClassProblem[]> {
  const items = await toolingRows(client, { schema: itemRows.schema, soql: itemRows.soql(id) }, task);
  return items.flatMap(({ Status, ExtendedStatus, ApexClassId, ApexClass }) =>
    Status === 'Failed'
      ? [{ classId: ApexClassId, className: ApexClass?.Name ?? ApexClassId, message: ExtendedStatus ?? '' }]
      : [],
  );
}

function toRun(
  id: string,
  { Status, StartTime, EndTime }: RunRow,
  results: readonly MethodResult[],
  problems: readonly ClassProblem[],
): TestRun {
  const startedAt = StartTime ?? 0;
  return {
    runId: id,
    outcome: Status === 'Aborted' ? 'aborted' : Status === 'Failed' ? 'failed' : outcomeOf(results, problems),
    results,
    problems,
    startedAt,
    serverMs: Math.max(0, (EndTime ?? startedAt) - startedAt),
  };
}

/** A run without any test has failed: a misspelled suite must not pass. */
const outcomeOf = (results: readonly MethodResult[], problems: readonly ClassProblem[]): 'passed' | 'failed' =>
  results.length === 0 ||
  problems.length > 0 ||
  results.some(({ outcome }) => outcome === 'fail' || outcome === 'compileFail')
    ? 'failed'
    : 'passed';

const keyOf = ({ classId, method }: MethodResult): string => `${classId}.${method}`;

/** The results of the second run replace those of the first. */
function merged(first: TestRun, second: TestRun): TestRun {
  const again = new Map(second.results.map((result) => [keyOf(result), result]));
  const results = first.results.map((result) => again.get(keyOf(result)) ?? result);
  const problems = [...first.problems, ...second.problems];
  // What the second run says counts; that the first one failed does not, because its failures were replaced.
  const outcome = second.outcome === 'passed' ? outcomeOf(results, problems) : second.outcome;
  return { ...first, outcome, results, problems, serverMs: first.serverMs + second.serverMs };
}
