// What a debug log says about the changes of a run.
import assert from 'node:assert/strict';
import { changesIn } from '../../../../../src/core/apex/rollback/changes';

const logOf = (...events: readonly string[]): string =>
  ['66.0 APEX_CODE,DEBUG;DB,INFO', ...events.map((event, at) => `10:00:00.1 (${at + 1})|${event}`)].join('\n');

const limits = (namespace: string, callouts: number, events: number, jobs = 0): string =>
  [
    `LIMIT_USAGE_FOR_NS|${namespace}|`,
    '  Number of SOQL queries: 3 out of 100',
    `  Number of Publish Immediate DML: ${events} out of 150`,
    `  Number of callouts: ${callouts} out of 100`,
    '  Number of Email Invocations: 1 out of 10',
    '  Number of future calls: 0 out of 50',
    `  Number of queueable jobs added to the queue: ${jobs} out of 50 ******* CLOSE TO LIMIT`,
    '',
  ].join('\n');

describe('the changes in a debug log', () => {
  it('are added up by object, operation and trigger', () => {
    const log = logOf(
      'CODE_UNIT_STARTED|[EXTERNAL]|execute_anonymous_apex',
      'DML_BEGIN|[1]|Op:Insert|Type:Account|Rows:2',
      'CODE_UNIT_STARTED|[EXTERNAL]|01q000000000001|T on Account trigger event AfterInsert|__sfdc_trigger/T',
      'DML_BEGIN|[7]|Op:Insert|Type:Task|Rows:2',
      'CODE_UNIT_STARTED|[EXTERNAL]|Validation:Task:00T000000000001',
      'CODE_UNIT_FINISHED|Validation:Task:00T000000000001',
      'CODE_UNIT_STARTED|[EXTERNAL]|Flow:Task',
      'DML_BEGIN|[EXTERNAL]|Op:Update|Type:Account|Rows:1',
      'CODE_UNIT_FINISHED|Flow:Task',
      'DML_END|[7]',
      'CODE_UNIT_FINISHED|T on Account trigger event AfterInsert|__sfdc_trigger/T',
      'DML_END|[1]',
      'DML_BEGIN|[2]|Op:Insert|Type:Account|Rows:3',
      'DML_END|[2]',
      'CODE_UNIT_FINISHED|execute_anonymous_apex',
    );
    assert.deepEqual(changesIn(log).dml, [
      { operation: 'Insert', object: 'Account', rows: 5, statements: 2 },
      { operation: 'Insert', object: 'Task', rows: 2, statements: 1, by: 'T' },
      { operation: 'Update', object: 'Account', rows: 1, statements: 1, by: 'Flow:Task' },
    ]);
  });

  it('are not what the code wrote itself', () => {
    const log = logOf('USER_DEBUG|[1]|DEBUG|a', 'DML_BEGIN|[1]|Op:Delete').concat(
      '\nDML_BEGIN|[1]|Op:Delete|Type:Account|Rows:9',
    );
    assert.deepEqual(changesIn(log).dml, []);
  });

  it('include what no rollback takes back, of all namespaces', () => {
    const log = logOf('CUMULATIVE_LIMIT_USAGE', limits('(default)', 1, 0, 2), limits('pkg', 0, 3));
    const { callouts, used } = changesIn(log);
    assert.equal(callouts, 1);
    assert.deepEqual(used, { immediateEvents: 3, emails: 2, futureCalls: 0, queueableJobs: 2 });
  });

  it('count a callout that the limits do not have yet', () => {
    const log = logOf('CALLOUT_REQUEST|[3]|System.HttpRequest', limits('(default)', 0, 0));
    assert.equal(changesIn(log).callouts, 1);
  });

  it('count a callout in a log that is cut before its limits', () => {
    const log = logOf('CALLOUT_REQUEST|[3]|System.HttpRequest').concat('\n*** Skipped 1,234 bytes of detailed log');
    const { callouts, used, isCut } = changesIn(log);
    assert.deepEqual([callouts, used, isCut], [1, undefined, true]);
  });

  it('say when the log has no limits, and when lines are missing', () => {
    assert.deepEqual(changesIn(logOf('EXECUTION_STARTED')), {
      dml: [],
      savepointRollbacks: 0,
      callouts: 0,
      isCut: false,
    });
    for (const mark of [
      '*** Skipped 1,234 bytes of detailed log',
      '*********** MAXIMUM DEBUG LOG SIZE REACHED ***********',
      '10:00:00.1 (2)|DML_BEGIN|[1]|Op:Ins*********** MAXIMUM DEBUG LOG SIZE REACHED ***********',
    ])
      assert.equal(changesIn(`${logOf('EXECUTION_STARTED')}\n${mark}\n`).isCut, true, mark);
  });

  it('count the savepoints to which the code went back', () => {
    assert.equal(
      changesIn(logOf('SAVEPOINT_SET|[1]|Savepoint:1', 'SAVEPOINT_ROLLBACK|[3]|Savepoint:1')).savepointRollbacks,
      1,
    );
  });
});
