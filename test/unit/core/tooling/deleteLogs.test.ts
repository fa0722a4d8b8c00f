// What a person and the write journal are told when the deletion of debug logs ends early.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { Decode, OrgClient, OrgRequest } from '../../../../src/core/http/client';
import type { WriteResult } from '../../../../src/core/http/guardWrites';
import { CancelReason, quietTask } from '../../../../src/core/kernel/task';
import type { HttpResponse } from '../../../../src/core/ports';
import { resultOfError } from '../../../../src/core/policy/intent/outcome';
import { deleteLogs } from '../../../../src/core/tooling/deleteLogs';

const ids = Array.from({ length: 250 }, (_, n) => `07L000000000${String(n).padStart(3, '0')}EAA`);

describe('the deletion of debug logs', () => {
  /** Deletes the first 200 logs; the call for the other 50 throws. */
  const failsWith = async (error: Error): Promise<{ readonly thrown: unknown; readonly ended: WriteResult[] }> => {
    let calls = 0;
    const json = <T>(request: OrgRequest, decode: Decode<T>): Promise<T> => {
      calls += 1;
      if (calls > 1) return Promise.reject(error);
      const answers = String(request.query?.['ids'])
        .split(',')
        .map(() => ({ success: true }));
      const header: HttpResponse['header'] = () => undefined;
      return Promise.resolve(decode(answers, { status: 200, header }));
    };
    const client: OrgClient = { org: 'dev', apiVersion: '66.0', json, send: () => assert.fail('only JSON') };
    const ended: WriteResult[] = [];
    const end = (result: WriteResult): Promise<void> => Promise.resolve(void ended.push(result));
    const open = () => Promise.resolve({ client, resultOfError, end });
    const thrown = await deleteLogs(ids, open, quietTask()).catch((reason: unknown) => reason);
    return { thrown, ended };
  };

  it('says which logs may be deleted when the answer is lost', async () => {
    const lost = new SalesforceError('network.connectionLost', { host: 'example.com', reached: 'maybe' });
    const { thrown, ended } = await failsWith(lost);
    assert.deepEqual(ended, [
      {
        outcome: 'unknown',
        reason: 'network.connectionLost',
        counts: { succeeded: 200, failed: 0, unprocessed: 0, unknown: 50 },
      },
    ]);
    assert.ok(thrown instanceof SalesforceError);
    assert.match(thrown.message, /deleted in dev: 200\. .*unknown, because no answer came: 50\./);
  });

  it('counts the logs of a call that was refused as not processed', async () => {
    const refused = new SalesforceError('request.noAccess', { errorCode: 'INSUFFICIENT_ACCESS', message: 'No.' });
    const { thrown, ended } = await failsWith(refused);
    assert.equal(thrown, refused);
    const counts = { succeeded: 200, failed: 0, unprocessed: 50, unknown: 0 };
    assert.deepEqual(ended, [{ outcome: 'failed', reason: 'request.noAccess', counts }]);
  });

  it('counts the logs of a call that was canceled as unknown', async () => {
    const canceled = new CancelReason('user');
    const { thrown, ended } = await failsWith(canceled);
    assert.equal(thrown, canceled);
    const counts = { succeeded: 200, failed: 0, unprocessed: 0, unknown: 50 };
    assert.deepEqual(ended, [{ outcome: 'aborted', counts }]);
  });
});
