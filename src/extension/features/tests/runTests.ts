// Runs what the Testing view asks for: in the org of each class, with each result as it comes.
import { l10n, workspace, type TestItem, type TestRun, type Uri } from 'vscode';
import type { MethodResult, Org, TestRun as OrgRun, TestSelection } from '../../../core/core';
import { isDeclined } from '../../host/errors';
import { back } from '../../host/pick';
import type { TestsDeps } from './deps';
import type { Items } from './items';
import { findSources, type Sources } from './place';
import { createReport, type Report } from './report';
import { leavesOf, selectionOfClasses, type ClassTarget, type Targets } from './targets';

export interface RunParts {
  readonly deps: Pick<TestsDeps, 'core' | 'currentOrg' | 'pickOrg' | 'ensureRunning'>;
  readonly items: Items;
  readonly coverage: boolean;
  /** A class that only the org has. */
  readonly orgClass: (classId: string) => TestItem | undefined;
}

export interface Ended {
  readonly runs: readonly OrgRun[];
  readonly sources: Sources;
  readonly itemOf: (test: Pick<MethodResult, 'classId' | 'className' | 'method'>) => TestItem | undefined;
}

export async function runTargets(testRun: TestRun, targets: Targets, parts: RunParts): Promise<Ended> {
  const sources = findSources();
  const itemOf = createFinder(targets, parts);
  const runs: OrgRun[] = [];
  for (const group of await groupByOrg(targets, parts)) {
    const ended = await runGroup(testRun, group, { ...parts, sources: await sources, itemOf });
    runs.push(...ended);
  }
  return { runs, sources: await sources, itemOf };
}

/** The item of a test: of the class that was asked for, else of any known class. */
function createFinder({ classes }: Targets, { items, orgClass }: RunParts): Ended['itemOf'] {
  const asked = new Map(classes.map(({ item, className }) => [className.toLowerCase(), item]));
  return ({ classId, className, method }) => {
    const cls =
      asked.get(classId.toLowerCase()) ??
      asked.get(className.toLowerCase()) ??
      items.classNamed(className) ??
      orgClass(classId);
    return cls && items.methodOf(cls, method);
  };
}

interface Group extends Targets {
  readonly org: Org;
}

/** Folders of a window may have orgs of their own. */
async function groupByOrg({ classes, suites }: Targets, { deps }: RunParts): Promise<readonly Group[]> {
  const byOrg = new Map<string, { org: Org; classes: ClassTarget[]; suites: readonly TestItem[] }>();
  const byFolder = new Map<string, Promise<Org | undefined>>();
  const groupOf = async (item: TestItem | undefined) => {
    const folder = item?.uri === undefined ? '' : (workspace.getWorkspaceFolder(item.uri)?.uri.toString() ?? '');
    const asked = byFolder.get(folder) ?? findOrg(deps, item?.uri);
    byFolder.set(folder, asked);
    const org = await asked;
    if (!org) return undefined;
    const group = byOrg.get(org.orgId) ?? { org, classes: [], suites: [] };
    byOrg.set(org.orgId, group);
    return group;
  };
  for (const target of classes) (await groupOf(target.item))?.classes.push(target);
  const [suite] = suites;
  if (suite) {
    const group = await groupOf(undefined);
    if (group) group.suites = suites;
  }
  return [...byOrg.values()];
}

/** Of a file or of the window; a person is asked where there is none. Undefined for the answer Back. */
export async function findOrg(deps: RunParts['deps'], uri?: Uri): Promise<Org | undefined> {
  const current = await deps.currentOrg(uri?.fsPath);
  const org = current ?? (await deps.pickOrg({ title: l10n.t('Run Apex Tests'), canGoBack: false }));
  return org === back ? undefined : deps.ensureRunning(org);
}

interface GroupParts extends RunParts {
  readonly sources: Sources;
  readonly itemOf: Ended['itemOf'];
}

async function runGroup(testRun: TestRun, group: Group, parts: GroupParts): Promise<readonly OrgRun[]> {
  const { classes, suites, org } = group;
  const runs: OrgRun[] = [];
  if (classes.length > 0) {
    const report = createReport({ ...parts, testRun, leaves: classes.flatMap(leavesOf), suites: [] });
    runs.push(...(await runOne(selectionOfClasses(classes), report, { ...parts, org, testRun })));
  }
  if (suites.length > 0) {
    const report = createReport({ ...parts, testRun, leaves: [], suites });
    const names = suites.flatMap((item) => {
      const kind = parts.items.kindOf(item);
      return kind?.kind === 'suite' ? [kind.name] : [];
    });
    runs.push(...(await runOne({ kind: 'suites', names }, report, { ...parts, org, testRun })));
  }
  return runs;
}

/** What keeps a run from starting is shown at its tests. */
async function runOne(
  selection: TestSelection,
  report: Report,
  { deps, org, coverage, testRun }: GroupParts & { readonly org: Org; readonly testRun: TestRun },
): Promise<readonly OrgRun[]> {
  const abort = new AbortController();
  const canceled = testRun.token.onCancellationRequested(() => abort.abort());
  const task = { signal: new AbortController().signal, progress: () => undefined };
  try {
    const { tests } = (await (await deps.core()).org(org.orgId)).apex;
    for await (const event of tests.run({ selection, coverage, abort: abort.signal }, task)) {
      if (event.type === 'started') report.started();
      else if (event.type === 'result') report.result(event.result);
      else if (event.type === 'finished') {
        report.finished(event.run, org.label);
        return [event.run];
      }
    }
  } catch (thrown) {
    const { explain } = await import('../../words/errors');
    report.failed(isDeclined(thrown) ? undefined : explain(thrown));
  } finally {
    canceled.dispose();
  }
  return [];
}
