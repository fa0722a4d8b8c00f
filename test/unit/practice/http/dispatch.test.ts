// An error of the practice org itself is reported to the user who started it, and not to the client.
import assert from 'node:assert/strict';
import { createDispatch } from '../../../../src/practice/http/dispatch';
import { createCall } from '../../../../src/practice/http/call';
import { route } from '../../../../src/practice/http/http';
import { Router } from '../../../../src/practice/http/router';
import { createOrg } from '../../../../src/practice/org/org';

describe('dispatch of the practice org', () => {
  const answerTo = async (thrown: unknown): Promise<{ status: number; text: string; reported: unknown[] }> => {
    const router = new Router();
    const fail = (): never => {
      throw thrown;
    };
    router.add([route('GET', '/services/data', fail, { open: true })]);
    const reported: unknown[] = [];
    const onUnexpected = (error: unknown): void => void reported.push(error);
    const dispatch = createDispatch(createOrg(), router, { metered: false, onUnexpected });
    const call = createCall({
      method: 'GET',
      target: '/services/data',
      baseUrl: 'http://127.0.0.1:1',
      header: () => undefined,

      stream: async function* () {
        yield* [];
      },
    });
    const { status, json } = await dispatch(call);
    return { status, text: JSON.stringify(json), reported };
  };

  const failures: readonly [what: string, thrown: unknown][] = [
    ['an error with a stack', new TypeError('no such file: /home/someone/secret.json')],
    ['a text', '/home/someone/secret.json'],
    ['an error with a cause', new Error('/home/someone/secret.json', { cause: new Error('node:internal') })],
  ];
  for (const [what, thrown] of failures) {
    it(`answers 500 without paths and stack for ${what}`, async () => {
      const { status, text, reported } = await answerTo(thrown);
      assert.equal(status, 500);
      assert.match(text, /UNKNOWN_EXCEPTION/);
      assert.doesNotMatch(text, /home|secret|node:|\.[jt]s\b|\\n/);
      assert.deepEqual(reported, [thrown]);
    });
  }
});
