// What the codes of Node and OpenSSL mean for somebody who wonders whether the server heard the call.
import { strict as assert } from 'node:assert';
import { toNoAnswer } from '../../../src/node/noAnswer';

const failed = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`request to https://a.b/?sid=Canary failed, reason: ${code}`), { code, ...more });

describe('toNoAnswer', () => {
  for (const code of ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN'])
    it(`${code}: nobody was reached`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['refused', 'no']);
    });

  for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
    it(`${code}: there is no such host`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['hostNotFound', 'no']);
    });

  for (const code of [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'EPROTO',
  ])
    it(`${code}: no call goes out before the handshake is over`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['tls', 'no']);
    });

  for (const code of [
    'ECONNRESET',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'Z_DATA_ERROR',
  ])
    it(`${code}: the call may have been heard`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['reset', 'maybe']);
    });

  it('ETIMEDOUT: nobody was reached only if it happened while connecting', () => {
    const connecting = toNoAnswer(failed('ETIMEDOUT', { erroredSysCall: 'connect' }));
    assert.deepEqual([connecting.reason, connecting.reached], ['timeout', 'no']);
    const reading = toNoAnswer(failed('ETIMEDOUT', { erroredSysCall: 'read' }));
    assert.deepEqual([reading.reason, reading.reached], ['timeout', 'maybe']);
  });

  it('takes what it does not know for a call that may have been heard', () => {
    for (const thrown of [new Error('x'), 'x', undefined]) assert.equal(toNoAnswer(thrown).reached, 'maybe');
  });

  it('keeps the cause without the address, which may hold a secret', () => {
    const { cause } = toNoAnswer(failed('ECONNRESET'));
    assert.equal(String(cause), 'Error: ECONNRESET');
  });
});
