// A rollback run and Salesforce's answer: only an exception proves that nothing was saved.
import assert from 'node:assert/strict';
import { createApex } from '../../../../../src/core/apex/apex';
import type { RollbackResult } from '../../../../../src/core/apex/rollback/rollbackRun';
import type { OrgClient, OrgRequest } from '../../../../../src/core/http/client';
import { quietTask } from '../../../../../src/core/kernel/task';
import { createHastyClock } from '../../../../fakes/manualClock';

interface Answer {
  readonly compiled: boolean;
  readonly success: boolean;
  readonly line?: number;
  readonly compileProblem?: string;
  /** `MARK` is the text in the exception that the code throws. */
  readonly exceptionMessage?: string;
}

async function answered(code: string, answer: Answer): Promise<{ result: RollbackResult; sent: OrgRequest[] }> {
  const sent: OrgRequest[] = [];
  const send = async (request: OrgRequest): Promise<unknown> => {
    sent.push(request);
    const [, message = ''] =
      /KineticRollbackException\((?:'|&apos;)(.*?)(?:'|&apos;)\)/.exec(request.soap?.body ?? '') ?? [];
    const defaults = { line: -1, column: 1, compileProblem: null, exceptionMessage: null, exceptionStackTrace: null };
    const text = JSON.stringify({ ...defaults, ...answer }).replace('MARK', message);
    return { header: () => null, text: () => Promise.resolve(text) };
  };
  const client = { org: 'Acme', apiVersion: '66.0', send } as unknown as OrgClient;
  const apex = createApex({
    client,
    clock: createHastyClock(),
    organization: '00D000000000001AAA',
    userId: '005000000000001AAA',
  });
  return { result: await apex.runAndRollBack(code, quietTask()), sent };
}

describe('the answer to a rollback run', () => {
  it('proves the rollback with the exception of the run itself', async () => {
    const message = 'KineticRollbackException: MARK';
    const { result, sent } = await answered('a();', { compiled: true, success: false, exceptionMessage: message });
    assert.equal(result.outcome, 'rolledBack');
    assert.deepEqual(
      sent.map(({ rollsBack, instead }) => [rollsBack, instead?.request.rollsBack]),
      [[true, true]],
    );
  });

  it('proves it with any other exception, which is reported', async () => {
    for (const exceptionMessage of [
      'System.LimitException: Too many SOQL queries: 101',
      'KineticRollbackException: mine',
    ]) {
      const { result } = await answered('a();', { compiled: true, success: false, exceptionMessage });
      assert.deepEqual([result.outcome, result.exception?.message], ['exception', exceptionMessage]);
    }
  });

  it('says that data may be saved when there is no exception', async () => {
    const { result } = await answered('a();', { compiled: true, success: true });
    assert.equal(result.outcome, 'notRolledBack');
  });

  it('says when only the added statement was not compiled', async () => {
    const problem = { compiled: false, success: false, compileProblem: 'Unreachable statement' };
    const added = await answered('while (true) { }', { ...problem, line: 2 });
    assert.deepEqual([added.result.outcome, added.result.refusals[0]?.code], ['refused', 'input.apexNeverEnds']);
    const own = await answered('a();\nreturn; b();\nc();', { ...problem, line: 3 });
    assert.deepEqual([own.result.outcome, own.result.problem?.line], ['notCompiled', 3]);
  });

  it('has another text in the exception each time', async () => {
    const bodies = [
      await answered('a();', { compiled: true, success: true }),
      await answered('a();', { compiled: true, success: true }),
    ];
    assert.notEqual(bodies[0]?.sent[0]?.soap?.body, bodies[1]?.sent[0]?.soap?.body);
  });

  it('is not needed for code that cannot be read, or has calls that survive', async () => {
    for (const code of ["String s = 'a", 'insert a; }', 'EventBus.publish(e);']) {
      const { result, sent } = await answered(code, { compiled: true, success: true });
      assert.deepEqual([result.outcome, result.refusals.length, sent], ['refused', 1, []], code);
    }
  });
});
