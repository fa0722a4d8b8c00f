// Which error codes of Node and OpenSSL mean that the server may have received the call.
import { strict as assert } from 'node:assert';
import { toNoAnswer } from '../../../src/node/noAnswer';

const failed = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`request to https://a.b/?sid=Canary failed, reason: ${code}`), { code, ...more });

describe('toNoAnswer', () => {
  for (const code of ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN'])
    it(`${code}: the server was not reached`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['refused', 'no']);
    });

  for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
    it(`${code}: the host does not exist`, () => {
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
    it(`${code}: the call is not sent before the handshake is complete`, () => {
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
    it(`${code}: the call may have been received`, () => {
      const { reason, reached } = toNoAnswer(failed(code));
      assert.deepEqual([reason, reached], ['reset', 'maybe']);
    });

  it('ETIMEDOUT: the server was not reached only if it occurred while connecting', () => {
    const connecting = toNoAnswer(failed('ETIMEDOUT', { erroredSysCall: 'connect' }));
    assert.deepEqual([connecting.reason, connecting.reached], ['timeout', 'no']);
    const reading = toNoAnswer(failed('ETIMEDOUT', { erroredSysCall: 'read' }));
    assert.deepEqual([reading.reason, reading.reached], ['timeout', 'maybe']);
  });

  it('treats an unknown error as a call that may have been received', () => {
    for (const thrown of [new Error('x'), 'x', undefined]) assert.equal(toNoAnswer(thrown).reached, 'maybe');
  });

  it('keeps the cause without the URL, which can contain a secret', () => {
    const { cause } = toNoAnswer(failed('ECONNRESET'));
    assert.equal(String(cause), 'Error: ECONNRESET');
  });
});
