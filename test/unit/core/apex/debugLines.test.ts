// What System.debug wrote, from the text of a log.
import assert from 'node:assert/strict';
import { debugLines } from '../../../../src/core/apex/debugLines';

describe('the debug lines of a log', () => {
  it('have line, level and text, also of several lines and with bars', () => {
    const log = [
      '66.0 APEX_CODE,DEBUG;DB,INFO',
      'Execute Anonymous: System.debug(1);',
      '10:00:00.0 (1000)|EXECUTION_STARTED',
      '10:00:00.1 (2000)|USER_DEBUG|[1]|DEBUG|one|two',
      'second line',
      '10:00:00.1 (2500)|SOQL_EXECUTE_BEGIN|[2]|Aggregations:0|SELECT Id FROM Account',
      '10:00:00.12 (3000)|USER_DEBUG|[12]|ERROR|',
      '10:00:00.2 (4000)|EXECUTION_FINISHED',
      '',
    ].join('\n');
    assert.deepEqual(debugLines(log), [
      { line: 1, level: 'DEBUG', text: 'one|two\nsecond line' },
      { line: 12, level: 'ERROR', text: '' },
    ]);
  });

  it('are none in a log without any', () => assert.deepEqual(debugLines(''), []));
});
