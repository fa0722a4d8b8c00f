// Runs the Apex tests of projects in a practice org of their own and prints how many compile and pass, and why not.
import { basename } from 'node:path';
import type { Apex } from '../../src/practice/apex/apex';
import { sourcesIn } from '../../src/practice/apex/sources';
import { runTest, testMethodsOf, isTestClass, type TestOutcome } from '../../src/practice/apex/testRun';
import { createOrg } from '../../src/practice/org/org';
import { seed } from '../../src/practice/seed/seed';
import { createTooling } from '../../src/practice/tooling/tooling';
import { addCode, removeCode, removeUncompiled, type Refused } from './deploy';

interface Result {
  readonly project: string;
  readonly classes: number;
  readonly compiled: number;
  readonly tests: number;
  readonly passed: number;
  readonly refused: readonly Refused[];
  readonly failed: readonly { readonly test: string; readonly outcome: TestOutcome }[];
}

async function runProject(folder: string): Promise<Result> {
  const org = createOrg();
  const tooling = createTooling(org, {
    onError: (error) => {
      throw error;
    },
    notify: () => undefined,
  });
  const apex = org.triggers.runtime as Apex;
  try {
    seed(org, { accounts: 5 });
    removeCode(tooling.org);
    addCode(tooling.org, folder);
    const sources = [...sourcesIn(tooling.org, 'ApexClass'), ...sourcesIn(tooling.org, 'ApexTrigger')];
    const declared = sources.reduce((sum, { body }) => sum + countTests(body), 0);
    const refused = await removeUncompiled(tooling.org, apex);
    const program = await apex.program();
    const failed: { test: string; outcome: TestOutcome }[] = [];
    let passed = 0;
    for (const cls of [...program.classes.values()].filter(isTestClass)) {
      for (const method of testMethodsOf(cls)) {
        const outcome = outcomeOf(() =>
          runTest({ org, program, runner: apex.runner, userId: org.adminUserId }, { cls, method }),
        );
        if (outcome.outcome === 'Pass') passed++;
        else failed.push({ test: `${cls.name}.${method.name}`, outcome });
      }
    }
    const compiled = sources.length - refused.length;
    return { project: basename(folder), classes: sources.length, compiled, tests: declared, passed, refused, failed };
  } finally {
    tooling.close();
  }
}

/** An error of the practice org itself is the failure of one test. */
function outcomeOf(run: () => TestOutcome): TestOutcome {
  try {
    return run();
  } catch (error) {
    const [message = '', ...stack] = error instanceof Error ? (error.stack ?? error.message).split('\n') : [];
    const outcome = { outcome: 'Fail', message: `Practice org: ${message}`, stackTrace: stack.join('\n') } as const;
    return { ...outcome, ms: 0, logId: undefined, covered: new Map() };
  }
}

const comments = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g;
const heads =
  /(?:@\w+(?:\s*\([^)]*\))?\s*)*(?:\b(?:public|private|global|protected|static|testmethod)\s+)*void\s+\w+\s*\(/gi;

/** The test methods of a source, also of one that does not compile: Salesforce runs no others. */
function countTests(body: string): number {
  const methods = body.replaceAll(comments, ' ').match(heads) ?? [];
  return methods.filter((head) => /@istest\b|\btestmethod\b/i.test(head)).length;
}

function printCounts(lines: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const most = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, Number(process.env['REASONS'] ?? 8));
  for (const [line, count] of most) process.stdout.write(`  ${String(count).padStart(4)}  ${line}\n`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 200);

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.floor((100 * part) / whole)} %`;

function print({ project, classes, compiled, tests, passed, refused, failed }: Result): void {
  process.stdout.write(
    `${project}: ${compiled} of ${classes} classes compile (${percent(compiled, classes)}), ` +
      `${passed} of ${tests} test methods pass (${percent(passed, tests)})\n`,
  );
  printCounts(
    refused
      .filter(({ isFollowing }) => !isFollowing)
      .flatMap(({ source, problems }) =>
        problems.map((one) => `${oneLine(one.message)} (${source.name}, line ${one.line})`),
      ),
  );
  printCounts(failed.map(({ outcome }) => oneLine(outcome.message ?? '')));
  if (process.env['ALL'] === undefined) return;
  for (const { test, outcome } of failed) {
    process.stdout.write(
      `  ${test}: ${outcome.message ?? ''}\n      ${(outcome.stackTrace ?? '').split('\n').slice(0, 4).join('\n      ')}\n`,
    );
  }
}

async function main(folders: readonly string[]): Promise<void> {
  const results: Result[] = [];
  for (const folder of folders) {
    const result = await runProject(folder);
    results.push(result);
    print(result);
  }
  const sum = (of: 'classes' | 'compiled' | 'tests' | 'passed'): number =>
    results.reduce((all, one) => all + one[of], 0);
  process.stdout.write(
    `All: ${sum('compiled')} of ${sum('classes')} classes compile (${percent(sum('compiled'), sum('classes'))}), ` +
      `${sum('passed')} of ${sum('tests')} test methods pass (${percent(sum('passed'), sum('tests'))})\n`,
  );
}

main(process.argv.slice(2)).then(
  // The thread of the parser may still be ending.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
