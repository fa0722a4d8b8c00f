// Running Apex from the editor with a rollback: the report, and the mark where the code was refused or ended.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type * as vscode from 'vscode';
import type { Org, OrgApis, RollbackResult, RunChanges } from '../../../../../src/core/core';
import { textOf as toText } from '../../../../../src/extension/features/apex/resultText';
import { runAndRollBack } from '../../../../../src/extension/features/apex/rollbackRun';
import { rollbackLines } from '../../../../../src/extension/features/apex/rollbackText';
import { createProblems } from '../../../../../src/extension/host/problems';
import { back } from '../../../../../src/extension/host/pick';
import type { Report } from '../../../../../src/extension/host/reports';

const log = '66.0 APEX_CODE,DEBUG\n10:00:00.1 (2000)|USER_DEBUG|[1]|DEBUG|one';
const none = { immediateEvents: 0, emails: 0, futureCalls: 0, queueableJobs: 0 };
const changes: RunChanges = {
  dml: [
    { operation: 'Insert', object: 'Account', rows: 12, statements: 1 },
    { operation: 'Update', object: 'Task', rows: 1, statements: 1, by: 'AccountTrigger' },
  ],
  savepointRollbacks: 0,
  callouts: 0,
  used: none,
  isCut: false,
};
const rolledBack: RollbackResult = { outcome: 'rolledBack', refusals: [], log, changes, outside: 'none' };
const refused: RollbackResult = {
  outcome: 'refused',
  outside: 'none',
  refusals: [
    { code: 'input.rollbackCallout', details: { call: 'new Http' }, line: 2, column: 3 },
    { code: 'input.rollbackEvent', details: { call: 'EventBus.publish' }, line: 4, column: 1 },
  ],
};

/** The code begins on line 3 of the document. */
const textOf = (result: RollbackResult): string =>
  toText(rollbackLines({ orgLabel: 'Acme', fileName: 'a.apex', start: { line: 2, character: 4 }, result }));

describe('the report of a rollback run', () => {
  it('begins with what is proved, then has the changes, what the code wrote, and the log', () => {
    assert.equal(
      textOf({ ...rolledBack, returned: { line: 1, column: 1 } }),
      [
        'a.apex ran in Acme and was rolled back. Nothing was saved.',
        'It ended with the return at a.apex:3:5.',
        'The log has no callouts and no events that were published immediately.',
        '',
        'DML that was rolled back, by the rows that were passed to it:',
        '  Insert  Account  12',
        '  Update  Task      1  by AccountTrigger',
        '',
        '[1] DEBUG: one',
        '',
        'The whole log:',
        log,
        '',
      ].join('\n'),
    );
  });

  it('never says that nothing was saved when the answer does not prove it', () => {
    const text = textOf({ ...rolledBack, outcome: 'notRolledBack' });
    assert.match(text, /^NOT ROLLED BACK: a\.apex ended in Acme without an exception\. .*may be in the org\.\n/);
    assert.doesNotMatch(text, /Nothing was saved/);
  });

  it('says what called classes did that is not rolled back, and when the log cannot tell', () => {
    const used = { ...none, immediateEvents: 1 };
    const text = textOf({ ...rolledBack, outside: 'found', changes: { ...changes, callouts: 2, used } });
    assert.match(text, /^The database changes were rolled back\./);
    assert.equal(text.match(/^NOT ROLLED BACK/gm)?.length, 2);
    assert.doesNotMatch(text, /Nothing was saved/);
    const { used: _, ...unknown } = changes;
    assert.match(textOf({ ...rolledBack, outside: 'unknown', changes: unknown }), /^It is not known .* no limits/m);
  });

  it('says that it is not known what called classes did when there is no log', () => {
    for (const outcome of ['rolledBack', 'exception'] as const) {
      const text = textOf({ outcome, refusals: [], outside: 'unknown', noLog: 'noTraceFlag' });
      assert.match(text, /^The database changes were rolled back\./);
      assert.match(text, /^It is not known whether called classes made callouts .*: there is no log\.$/m);
      assert.doesNotMatch(text, /Nothing was saved/);
    }
  });

  it('shows hidden characters of the server', () => {
    const hidden = { ...rolledBack, log: `${log}\u202Eevil` };
    assert.doesNotMatch(textOf(hidden), /\u202E/);
  });
});

describe('running Apex with a rollback', () => {
  beforeEach(() => resetEditor());

  const document = {
    uri: { scheme: 'file', fsPath: '/p/a.apex', path: '/p/a.apex', toString: () => 'file:///p/a.apex' },
    validatePosition: ({ value, more }: { value: number; more: number }) => ({ line: value, character: more }),
    validateRange: (range: unknown) => range,
    getWordRangeAtPosition: () => undefined,
  } as unknown as vscode.TextDocument;

  const shown = async (result: RollbackResult): Promise<readonly Report[]> => {
    const reports: Report[] = [];
    const org = { orgId: '00D-005', label: 'Acme', kind: 'sandbox' } as unknown as Org;
    const source = { document, code: 'x', start: { line: 0, character: 0 } };
    await runAndRollBack(source, {
      core: async () => ({
        org: async () => ({ apex: { runAndRollBack: () => Promise.resolve(result) } }) as unknown as OrgApis,
      }),
      currentOrg: async () => org,
      pickOrg: async () => back,
      ensureRunning: async (of) => of,
      reports: { show: async (report) => void reports.push(report) },
      problems: createProblems('Kinetic'),
    });
    return reports;
  };

  it('opens the report beside the code, without a message when all went well', async () => {
    const [report] = await shown(rolledBack);
    assert.deepEqual([report?.name, report?.beside], ['Apex rollback a.apex.log', true]);
    assert.deepEqual(editor.shown, []);
  });

  it('says why code was refused, and names all of its calls in the report', async () => {
    const [report] = await shown(refused);
    assert.match(report?.text ?? '', /a\.apex:2:3: new Http [^]*a\.apex:4:1: EventBus\.publish /);
    assert.equal(editor.shown.length, 1);
  });

  it('shows an error when the answer does not prove the rollback', async () => {
    await shown({ ...rolledBack, outcome: 'notRolledBack' });
    assert.equal(editor.shown.length, 1);
  });

  it('shows an error when callouts or events were not rolled back', async () => {
    await shown({ ...rolledBack, outside: 'found', changes: { ...changes, callouts: 1 } });
    assert.match(editor.shown[0]?.text ?? '', /but not callouts/);
  });
});
