// A rollback run on the command line: what is printed where, and the exit code.
import assert from 'node:assert/strict';
import { apexRollback } from '../../../src/cli/apexRollback';
import type { Session } from '../../../src/cli/session';
import { rendered, type Line } from '../../../src/cli/style';
import type { RollbackResult, RunChanges } from '../../../src/core/core';

const log = '66.0 APEX_CODE,DEBUG\n10:00:00.1 (2000)|USER_DEBUG|[1]|DEBUG|one';
const none = { immediateEvents: 0, emails: 0, futureCalls: 0, queueableJobs: 0 };
const changes: RunChanges = {
  dml: [
    { operation: 'Insert', object: 'Account', rows: 2, statements: 1 },
    { operation: 'Insert', object: 'Task', rows: 1, statements: 1, by: 'AccountTrigger' },
  ],
  savepointRollbacks: 0,
  callouts: 0,
  used: none,
  isCut: false,
};
const rolledBack: RollbackResult = { outcome: 'rolledBack', refusals: [], log, changes, outside: 'none' };

interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function printed(result: RollbackResult, json = false): Promise<Printed> {
  const texts = { out: '', err: '' };
  const append = (to: 'out' | 'err', lines: readonly Line[]): void => {
    for (const line of lines) texts[to] += `${rendered(line, false)}\n`;
  };
  const session = {
    core: { org: () => Promise.resolve({ apex: { runAndRollBack: () => Promise.resolve(result) } }) },
    org: { orgId: '00D-005', label: 'Acme' },
    console: {
      out: async (lines: readonly Line[]) => append('out', lines),
      err: (lines: readonly Line[]) => append('err', lines),
    },
    task: {},
  } as unknown as Session;
  const output = { json, practice: false };
  const words = { action: 'run', file: 'a.apex', log: false, rollback: true, output } as const;
  return { code: await apexRollback('x', words, session), ...texts };
}

describe('kinetic apex run --rollback', () => {
  it('prints what the code wrote, then what it would have changed and who', async () => {
    assert.deepEqual(await printed({ ...rolledBack, returned: { line: 2, column: 3 } }), {
      code: 0,
      out: [
        '[1] DEBUG: one',
        'The database changes were rolled back in Acme. Nothing was saved.',
        'It ended with the return at a.apex:2:3.',
        'DML that was rolled back (failed rows are counted, too):',
        '  Insert Account: 2 rows',
        '  Insert Task: 1 row, by AccountTrigger',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('says what else did not happen, and what may be missing', async () => {
    const used = { ...none, futureCalls: 1, queueableJobs: 2, emails: 1 };
    const { out } = await printed({
      ...rolledBack,
      changes: { dml: [], savepointRollbacks: 1, callouts: 0, used, isCut: true },
    });
    assert.match(out, /The log has no DML\.\n/);
    assert.match(out, /Not started: future calls: 1, queueable jobs: 2\.\nNot sent: emails of 1 call\.\n/);
    assert.match(out, /went back to a savepoint/);
    assert.match(out, /there may be more/);
  });

  it('says loudly what called classes did that no rollback takes back', async () => {
    const used = { ...none, immediateEvents: 2 };
    const result = { ...rolledBack, outside: 'found', changes: { ...changes, callouts: 1, used } } as const;
    const { code, out, err } = await printed(result);
    assert.equal(code, 1);
    assert.match(out, /^The database changes were rolled back in Acme\.$/m);
    assert.equal(err.match(/^NOT ROLLED BACK: /gm)?.length, 2);
    assert.match((await printed(result, true)).out, /"rolledBack": ?false,\s*"outside": ?"found"/);
  });

  it('says when the log cannot tell that', async () => {
    const { used: _, ...unknown } = changes;
    const limitless = await printed({ ...rolledBack, outside: 'unknown', changes: unknown });
    assert.match(limitless.err, /^It is not known .* has no limits/m);
    const { code, out, err } = await printed({
      outcome: 'rolledBack',
      refusals: [],
      outside: 'unknown',
      noLog: 'notFound',
    });
    assert.deepEqual([code, out], [0, 'The database changes were rolled back in Acme.\n']);
    assert.match(err, /^There is no log/m);
    assert.match(err, /^It is not known whether called classes made callouts .*: there is no log\.$/m);
  });

  it('ends with 1 for an exception, which is printed with its place and rolled back, too', async () => {
    const frame = { kind: 'anonymous', text: 'AnonymousBlock: line 2, column 5', line: 2, column: 5 } as const;
    const exception = { message: 'System.X: no', stack: frame.text, frames: [frame] };
    const { code, out, err } = await printed({ ...rolledBack, outcome: 'exception', exception });
    assert.deepEqual([code, err], [1, 'System.X: no\n  at a.apex:2:5\n']);
    assert.match(out, /The database changes were rolled back in Acme\. Nothing was saved\./);
  });

  it('ends with 2 for code that is refused, with the place and the reason of each call', async () => {
    const refusals = [
      { code: 'input.rollbackCallout', details: { call: 'new Http' }, line: 2, column: 3 },
      { code: 'input.rollbackEvent', details: { call: 'EventBus.publish' }, line: 4, column: 1 },
    ] as const;
    const { code, out, err } = await printed({ outcome: 'refused', refusals, outside: 'none' });
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^a\.apex:2:3: new Http calls another system.*\na\.apex:4:1: EventBus\.publish publishes.*\n$/);
  });

  it('ends with 1 and says loudly when Salesforce does not confirm the rollback', async () => {
    const { code, out, err } = await printed({ ...rolledBack, outcome: 'notRolledBack' });
    assert.equal(code, 1);
    assert.match(err, /^NOT ROLLED BACK: .*may be there\./);
    assert.doesNotMatch(out, /[Nn]othing was saved/);
  });

  it('has all of that as JSON', async () => {
    const { code, out } = await printed(rolledBack, true);
    assert.deepEqual(
      [code, JSON.parse(out)],
      [
        0,
        {
          outcome: 'rolledBack',
          rolledBack: true,
          outside: 'none',
          changes,
          debug: [{ line: 1, level: 'DEBUG', text: 'one' }],
          exitCode: 0,
        },
      ],
    );
    const logless = await printed({ outcome: 'rolledBack', refusals: [], outside: 'unknown', noLog: 'noAccess' }, true);
    assert.match(logless.out, /"noLog": ?"noAccess"/);
    const problem = { message: 'no', line: 1, column: 2 };
    const wrong = await printed({ outcome: 'notCompiled', refusals: [], problem, outside: 'none' }, true);
    assert.deepEqual(JSON.parse(wrong.out), {
      outcome: 'compileError',
      rolledBack: false,
      outside: 'none',
      problem,
      changes: null,
      debug: null,
      exitCode: 1,
    });
  });
});
