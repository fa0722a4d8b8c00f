// Brings the results of an org to the items of a run, as they come.
import { l10n, TestMessage, type TestItem, type TestRun } from 'vscode';
import type { MethodResult, TestRun as OrgRun } from '../../../core/core';
import { failureText, plainLines, toMessage } from './failure';
import type { Sources } from './place';

export interface Report {
  readonly started: () => void;
  readonly result: (result: MethodResult) => void;
  /** What no result came for was skipped or not run. */
  readonly finished: (run: OrgRun, orgLabel: string) => void;
  /** Nothing ran. Without a reason, the items are skipped. */
  readonly failed: (reason?: string) => void;
}

interface ReportParts {
  readonly testRun: TestRun;
  /** Methods whose result is awaited. */
  readonly leaves: readonly TestItem[];
  readonly suites: readonly TestItem[];
  readonly itemOf: (result: MethodResult) => TestItem | undefined;
  readonly sources: Sources;
}

export function createReport({ testRun, leaves, suites, itemOf, sources }: ReportParts): Report {
  const pending = new Set([...leaves, ...suites]);
  for (const item of pending) testRun.enqueued(item);
  const print = (text: string): void => testRun.appendOutput(`${plainLines(text).split('\n').join('\r\n')}\r\n`);
  const skipAll = (): void => pending.forEach((item) => testRun.skipped(item));
  return {
    started: () => pending.forEach((item) => testRun.started(item)),
    result: (result) => {
      print(lineOf(result));
      const item = itemOf(result);
      if (!item) return;
      pending.delete(item);
      show(testRun, item, result, sources);
    },
    finished: (run, orgLabel) => {
      for (const { className, message } of run.problems) print(l10n.t('{0} was not run: {1}', className, message));
      for (const suite of suites) endSuite(testRun, suite, run);
      for (const item of suites) pending.delete(item);
      if (run.outcome === 'aborted') skipAll();
      else for (const item of pending) testRun.errored(item, new TestMessage(whyMissing(item, run, orgLabel)));
      if (run.coverage?.orgPercent !== undefined)
        print(l10n.t('Coverage of {0}: {1}%', orgLabel, run.coverage.orgPercent));
    },
    failed: (reason) => {
      if (reason === undefined) {
        skipAll();
        return;
      }
      print(reason);
      for (const item of pending) testRun.errored(item, new TestMessage(plainLines(reason)));
    },
  };
}

function show(testRun: TestRun, item: TestItem, result: MethodResult, sources: Sources): void {
  switch (result.outcome) {
    case 'pass':
      testRun.passed(item, result.ms);
      break;
    case 'skip':
      testRun.skipped(item);
      break;
    case 'fail':
      testRun.failed(item, toMessage(result, sources), result.ms);
      break;
    case 'compileFail':
      testRun.errored(item, toMessage(result, sources), result.ms);
      break;
  }
}

const words: Readonly<Record<MethodResult['outcome'], string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  compileFail: 'FAIL',
  skip: 'SKIP',
};

function lineOf(result: MethodResult): string {
  const line = `${words[result.outcome]} ${result.className}.${result.method} (${result.ms} ms)`;
  return result.message === undefined ? line : `${line}\n     ${failureText(result)}`;
}

function whyMissing({ label }: TestItem, { problems }: OrgRun, orgLabel: string): string {
  const [problem] = problems;
  return problem
    ? plainLines(problem.message)
    : l10n.t('{0} did not run {1}. Deploy its class, then run the test again.', orgLabel, label);
}

/** A suite has no tests of its own in the view. */
function endSuite(testRun: TestRun, suite: TestItem, run: OrgRun): void {
  if (run.outcome === 'aborted') testRun.skipped(suite);
  else if (run.outcome === 'passed') testRun.passed(suite);
  else
    testRun.failed(
      suite,
      whyFailed(run).map((text) => new TestMessage(plainLines(text))),
    );
}

function whyFailed({ results, problems }: OrgRun): readonly string[] {
  const failed = results.filter((one) => one.outcome === 'fail' || one.outcome === 'compileFail');
  const reasons = [
    ...failed.map((one) => `${one.className}.${one.method}: ${failureText(one)}`),
    ...problems.map(({ className, message }) => l10n.t('{0} was not run: {1}', className, message)),
  ];
  if (reasons.length > 0) return reasons;
  return [
    results.length === 0
      ? l10n.t('No tests ran.')
      : l10n.t('Salesforce says that the run failed, but gives no failed test.'),
  ];
}
