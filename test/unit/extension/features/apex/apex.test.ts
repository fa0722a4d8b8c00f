// Running Apex from the editor: the org, the result beside the code, the mark where it ended.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import type * as vscode from 'vscode';
import type { ApexResult, Org, OrgApis } from '../../../../../src/core/core';
import { placeIn } from '../../../../../src/extension/features/apex/place';
import { createHistory } from '../../../../../src/extension/features/apex/history';
import { createResults, type Results } from '../../../../../src/extension/features/apex/results';
import { resultLines, textOf, type ShownRun } from '../../../../../src/extension/features/apex/resultText';
import { createRuns, type Runs } from '../../../../../src/extension/features/apex/runs';
import type { Source } from '../../../../../src/extension/features/apex/source';
import { createProblems } from '../../../../../src/extension/host/problems';
import { back } from '../../../../../src/extension/host/pick';
import type { Report } from '../../../../../src/extension/host/reports';

const org = { orgId: '00D-005', label: 'Acme', kind: 'sandbox' } as unknown as Org;
const uri = {
  scheme: 'file',
  fsPath: '/project/script.apex',
  path: '/project/script.apex',
  toString: () => 'file:///project/script.apex',
} as unknown as vscode.Uri;
const document = {
  uri,
  validatePosition: ({ value, more }: { readonly value: number; readonly more: number }) => ({
    line: value,
    character: more,
  }),
  validateRange: (range: unknown) => range,
  getWordRangeAtPosition: () => undefined,
} as unknown as vscode.TextDocument;
const source: Source = { document, code: 'x', start: { line: 0, character: 0 } };

const log = [
  '66.0 APEX_CODE,DEBUG',
  '10:00:00.1 (2000)|USER_DEBUG|[1]|DEBUG|one',
  '10:00:00.2 (4000)|EXECUTION_FINISHED',
].join('\n');
const succeeded: ApexResult = { compiled: true, success: true, log };
const notCompiled: ApexResult = {
  compiled: false,
  success: false,
  problem: { message: 'Missing [x](command:y)', line: 2, column: 3 },
  log: '',
};
const thrown: ApexResult = {
  compiled: true,
  success: false,
  exception: {
    message: 'System.X: no',
    stack: '',
    frames: [
      { kind: 'class', text: 'Class.A.b: line 3, column 1', name: 'A', method: 'b', line: 3, column: 1 },
      { kind: 'anonymous', text: 'AnonymousBlock: line 1, column 5', line: 1, column: 5 },
    ],
  },
  log,
};

interface Opened {
  readonly runs: Runs;
  readonly results: Results;
  readonly reports: readonly Report[];
  readonly sent: readonly (readonly [orgId: string, code: string])[];
}

function runsWith(result: ApexResult | Error, hasOrg = true): Opened {
  const reports: Report[] = [];
  const sent: (readonly [string, string])[] = [];
  const apisOf = (orgId: string): OrgApis =>
    ({
      apex: {
        runAnonymous: (code: string) => {
          sent.push([orgId, code]);
          return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
        },
      },
    }) as unknown as OrgApis;
  const results = createResults({ show: async (report) => void reports.push(report) });
  const runs = createRuns({
    core: async () => ({ org: async (orgId) => apisOf(orgId) }),
    currentOrg: async () => (hasOrg ? org : undefined),
    pickOrg: async () => back,
    ensureRunning: async (of) => of,
    results,
    history: createHistory({ storage: Uri.file('/storage'), now: () => 1, unique: () => 'a' }),
    boundary: {
      run: async (work) => work(),
      runQuietly: async (work) => {
        await work();
      },
    },
    problems: createProblems('Kinetic'),
  });
  return { runs, results, reports, sent };
}

const marks = (): readonly unknown[] =>
  [...editor.problems.values()].flat().map(({ range, message }) => [range, message]);

describe('Run Apex', () => {
  beforeEach(() => resetEditor());

  it('runs the code in the org of the file and shows beside it what it wrote', async () => {
    const { runs, reports, sent } = runsWith(succeeded);
    await runs.run(source);
    assert.deepEqual(sent, [['00D-005', 'x']]);
    assert.deepEqual(
      reports.map(({ id, name, text, beside }) => [id, name, text, beside]),
      [
        [
          'file:///project/script.apex',
          'Apex result script.apex.log',
          'script.apex ran to its end in Acme.\n\n[1] DEBUG: one\n',
          true,
        ],
      ],
    );
    assert.deepEqual([marks(), editor.shown], [[], []]);
  });

  it('marks a compile error in the code, without a link in its text', async () => {
    const { runs, reports } = runsWith(notCompiled);
    await runs.run(source);
    const plain = 'Missing [x]\u2060(command:y)';
    const [[range, message] = []] = marks() as readonly (readonly [{ readonly value: number }, string])[];
    assert.deepEqual([range?.value, message], [1, plain]);
    assert.deepEqual(
      editor.shown.map(({ severity, text }) => [severity, text]),
      [['error', plain]],
    );
    assert.ok(
      reports[0]?.text.startsWith('script.apex was not compiled in Acme, so nothing ran.\n\nscript.apex:2:3: '),
    );
  });

  it('marks the line of the code that led to an exception', async () => {
    const { runs } = runsWith(thrown);
    await runs.run(source);
    const [[range, message] = []] = marks() as readonly (readonly [
      { readonly value: number; readonly more: number },
      string,
    ])[];
    assert.deepEqual([range?.value, range?.more, message], [0, 4, 'System.X: no']);
  });

  it('removes the mark when the code is changed or runs again', async () => {
    await runsWith(thrown).runs.run(source);
    editor.documentChanged.fire({ document, contentChanges: [{}] } as unknown as vscode.TextDocumentChangeEvent);
    assert.deepEqual(marks(), []);
    await runsWith(thrown).runs.run(source);
    await runsWith(succeeded).runs.run(source);
    assert.deepEqual(marks(), []);
  });

  it('switches the result to the whole log and back', async () => {
    const { runs, results, reports } = runsWith(succeeded);
    await runs.run(source);
    const result = { fsPath: '/x', query: 'file:///project/script.apex' };
    await results.switchLog(result);
    await results.switchLog(result);
    assert.deepEqual(
      reports.map(({ text, beside }) => [text.includes('EXECUTION_FINISHED'), beside]),
      [
        [false, true],
        [true, false],
        [false, false],
      ],
    );
  });

  it('has no log to switch to after a reload', async () => {
    const { results, reports } = runsWith(succeeded);
    assert.equal(await results.switchLog({ fsPath: '/x', query: 'file:///project/script.apex' }), false);
    assert.deepEqual(reports, []);
  });

  it('sends nothing without code or without an org', async () => {
    const { runs, sent } = runsWith(succeeded);
    await runs.run(undefined);
    assert.match(editor.shown[0]?.text ?? '', /^Open a file whose name ends in \.apex/);
    const none = runsWith(succeeded, false);
    await none.runs.run(source);
    assert.deepEqual([sent, none.sent, none.reports], [[], [], []]);
  });

  it('shows nothing when the run was refused', async () => {
    const { runs, reports } = runsWith(new Error('declined'));
    await assert.rejects(runs.run(source), /declined/);
    assert.deepEqual([reports, marks()], [[], []]);
  });
});

describe('the result of Apex', () => {
  const run = { orgLabel: 'Acme', isProduction: false, fileName: 'a.apex', start: { line: 10, character: 4 } };
  const resultText = (shown: ShownRun, isWhole: boolean): string => textOf(resultLines(shown, isWhole));

  it('has places as the editor counts them, also for selected code', () => {
    assert.deepEqual(placeIn(run, { line: 1, column: 3 }), { line: 10, character: 6 });
    assert.deepEqual(placeIn(run, { line: 2, column: 3 }), { line: 11, character: 2 });
    assert.equal(
      resultText({ ...run, result: thrown }, false),
      'a.apex ended with an exception in Acme.\n\nSystem.X: no\n    Class.A.b: line 3, column 1\n    a.apex:11:9\n\n[1] DEBUG: one\n',
    );
  });

  it('links its places in the code, and in classes that are in the window', async () => {
    editor.files.set('/project/main/A.cls', '');
    const { runs, reports } = runsWith(thrown);
    await runs.run({ ...source, document: { ...document, uri: Uri.file('/project/script.apex') } });
    const links = (await reports[0]?.links?.()) ?? [];
    assert.deepEqual(
      links.map(({ line, start, end, target: { path, fragment } }) => [line, start, end, path, fragment]),
      [
        [3, 4, 31, '/project/main/A.cls', 'L3,1'],
        [4, 4, 19, '/project/script.apex', 'L1,5'],
      ],
    );
  });

  it('names a production org', () =>
    assert.match(
      resultText({ ...run, isProduction: true, result: succeeded }, false),
      /^a\.apex ran to its end in the PRODUCTION org Acme\.\n/,
    ));

  it('says that the code wrote nothing, or that there is no log', () => {
    const quiet = resultText({ ...run, result: { ...succeeded, log: '' } }, false);
    assert.match(quiet, /\n\nThe code wrote nothing with System\.debug\.\n$/);
    for (const isWhole of [true, false])
      assert.match(
        resultText({ ...run, result: { compiled: true, success: true, noLog: 'noTraceFlag' } }, isWhole),
        /There is no log: .*trace flag/,
      );
  });

  it('shows hidden characters', () => {
    const hidden = { ...succeeded, log: '10:00:00.1 (2)|USER_DEBUG|[1]|DEBUG|a\u202Eb' };
    assert.ok(!resultText({ ...run, result: hidden }, false).includes('\u202E'));
    assert.ok(!resultText({ ...run, result: hidden }, true).includes('\u202E'));
  });
});
