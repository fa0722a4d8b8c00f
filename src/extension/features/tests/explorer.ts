// The test controller: what VS Code asks of it, and the commands that VS Code does not have.
import {
  l10n,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
  type FileCoverage,
  type TestController,
  type TestItem,
  type TestRun,
  type TestRunProfile,
} from 'vscode';
import { createContextKeys } from '../../host/contextKeys';
import type { Disposable } from '../../host/disposables';
import { showInfo, showWarning } from '../../host/messages';
import { plural } from '../../words/counts';
import { findCovering } from './covering';
import { toCoverage, type CoverageOfFiles } from './coverage';
import type { TestsDeps } from './deps';
import { exportRun, type LastRun } from './exportRun';
import { createItems } from './items';
import { createOrgNode } from './orgTests';
import { runTargets, type Ended } from './runTests';
import { toTargets } from './targets';
import { createWorkspaceTests } from './workspaceTests';

export interface TestExplorer extends Disposable {
  /** A class was created, changed or deleted. */
  readonly changed: (uri: Uri) => Promise<void>;
  readonly runCovering: (clicked: unknown) => Promise<void>;
  readonly exportResults: () => Promise<void>;
}

export function createExplorer(deps: TestsDeps): TestExplorer {
  const controller = tests.createTestController('kinetic.apexTests', l10n.t('Apex (Kinetic)'));
  const items = createItems(controller);
  const found = createWorkspaceTests(items);
  const node = createOrgNode(deps, controller, items);
  const keys = createContextKeys();
  const covered = new WeakMap<TestRun, readonly CoverageOfFiles[]>();
  let last: LastRun | undefined;

  const run = async (request: TestRunRequest, coverage: boolean): Promise<void> => {
    // Tests that are run as a whole may not be known yet.
    if (!request.include) await found.readAll();
    const testRun = controller.createTestRun(request);
    try {
      const targets = toTargets(request, controller, items);
      const ended = await runTargets(testRun, targets, { deps, items, coverage, orgClass: node.classWithId });
      if (coverage) covered.set(testRun, addCoverage(testRun, ended));
      if (ended.runs.length > 0) {
        last = { runs: ended.runs, sources: ended.sources };
        await keys.set({ 'kinetic.tests.hasResults': true });
      }
      void deps.boundary.run(() => offerLocked(ended, (again) => run(new TestRunRequest(again), coverage)));
    } finally {
      testRun.end();
    }
  };
  const linesOf = (testRun: TestRun, file: FileCoverage, test?: TestItem) =>
    Promise.resolve((covered.get(testRun) ?? []).flatMap((one) => one.linesOf(file, test)));
  const profile = addProfiles(controller, (request, coverage) => deps.boundary.run(() => run(request, coverage)));
  profile.loadDetailedCoverage = (testRun, file) => linesOf(testRun, file);
  profile.loadDetailedCoverageForTest = (testRun, file, test) => linesOf(testRun, file, test);
  controller.resolveHandler = async (item) => {
    if (item) await deps.boundary.run(() => node.read(item));
    else {
      node.show();
      await found.readAll();
    }
  };
  controller.refreshHandler = async () => {
    await found.readAll(true);
    await deps.boundary.run(() => node.readAgain());
  };
  return {
    changed: found.changed,
    runCovering: async (clicked) => {
      const uri = clicked instanceof Uri ? clicked : window.activeTextEditor?.document.uri;
      if (!uri) return;
      const covering = await findCovering(uri, deps, node.itemFor);
      if (covering) await run(new TestRunRequest(covering, undefined, profile), true);
    },
    exportResults: async () => {
      if (last) await exportRun(last);
      else void showInfo(l10n.t('No Apex tests have run in this window.'));
    },
    dispose: () => {
      found.dispose();
      controller.dispose();
    },
  };
}

type RunRequest = (request: TestRunRequest, coverage: boolean) => Promise<void>;

/** VS Code pairs profiles with one label, for “Rerun with Coverage”. Returns the one with coverage. */
function addProfiles(controller: TestController, run: RunRequest): TestRunProfile {
  const label = l10n.t('In the org');
  const add = (kind: TestRunProfileKind, coverage: boolean): TestRunProfile =>
    controller.createRunProfile(label, kind, (request) => run(request, coverage), true);
  add(TestRunProfileKind.Run, false);
  return add(TestRunProfileKind.Coverage, true);
}

/** Returns what the details of the files are asked of. */
function addCoverage(testRun: TestRun, { runs, sources, itemOf }: Ended): readonly CoverageOfFiles[] {
  return runs.flatMap(({ coverage }) => {
    if (!coverage) return [];
    const shown = toCoverage(coverage, sources, itemOf);
    for (const file of shown.files) testRun.addCoverage(file);
    return [shown];
  });
}

/** Tests that failed because of a locked record may pass when they run again. */
async function offerLocked(
  { runs, itemOf }: Ended,
  runAgain: (items: readonly TestItem[]) => Promise<void>,
): Promise<void> {
  const locked = runs.flatMap(({ results }) => results.filter(({ isLocked }) => isLocked)).map(itemOf);
  const known = locked.filter((item) => item !== undefined);
  if (known.length === 0) return;
  const again = l10n.t('Run Again');
  const text = l10n.t(
    plural(known.length, {
      one: '{0} test failed because another transaction held a record.',
      other: '{0} tests failed because another transaction held a record.',
    }),
    known.length,
  );
  if ((await showWarning(text, again)) === again) await runAgain(known);
}
