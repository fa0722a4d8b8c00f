// What the log of a run says about callouts and events, which a rollback does not take back.
import assert from 'node:assert/strict';
import { changesIn } from '../../../../../src/core/apex/rollback/changes';
import { outsideIn, type Outside } from '../../../../../src/core/apex/rollback/outside';

const limits = (callouts: number, events: number): string =>
  [
    '10:00:00.1 (9)|LIMIT_USAGE_FOR_NS|(default)|',
    `  Number of Publish Immediate DML: ${events} out of 150`,
    `  Number of callouts: ${callouts} out of 100`,
    '',
  ].join('\n');
const callout = '10:00:00.1 (3)|CALLOUT_REQUEST|[3]|System.HttpRequest\n';
const skipped = '*** Skipped 1,234 bytes of detailed log\n';

describe('what a rollback does not take back', () => {
  const cases: readonly (readonly [string, string, Outside])[] = [
    ['is known to be nothing from the limits', limits(0, 0), 'none'],
    ['is found as a callout', limits(1, 0), 'found'],
    ['is found as an event', limits(0, 1), 'found'],
    ['is found without limits', callout, 'found'],
    ['is not known without limits', 'EXECUTION_STARTED\n', 'unknown'],
    ['is not known when lines after the limits are missing', limits(0, 0) + skipped, 'unknown'],
    ['is known when lines before the limits are missing', skipped + limits(0, 0), 'none'],
  ];
  for (const [title, log, expected] of cases) it(title, () => assert.equal(outsideIn(log, changesIn(log)), expected));
});
