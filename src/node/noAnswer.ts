// Determines why a connection failed and whether the server may have acted on the request.
import { NoAnswerError, redact, type NoAnswerReason } from '../core/ports';

type Failure = readonly [NoAnswerReason, 'no' | 'maybe'];

/** Node's error codes that occur only before the connection is established. */
const beforeConnection: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: ['refused', 'no'],
  EHOSTUNREACH: ['refused', 'no'],
  ENETUNREACH: ['refused', 'no'],
  EHOSTDOWN: ['refused', 'no'],
  ENETDOWN: ['refused', 'no'],
  EADDRNOTAVAIL: ['refused', 'no'],
  ENOTFOUND: ['hostNotFound', 'no'],
  EAI_AGAIN: ['hostNotFound', 'no'],
  EPROTO: ['tls', 'no'],
  ERR_PROXY: ['proxy', 'no'],
};

/** OpenSSL's and Node's error codes for certificates. */
const certificate = /^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_)/;
const brokenRecord = /BAD_RECORD|DECRYPT/;

export function toNoAnswer(error: unknown): NoAnswerError {
  const [reason, reached] = classify(error);
  return new NoAnswerError(reason, reached, { cause: toCause(error) });
}

function classify(error: unknown): Failure {
  const code = textOf(error, 'code');
  const known = beforeConnection[code];
  if (known) return known;
  if (certificate.test(code) || (code.startsWith('ERR_SSL_') && !brokenRecord.test(code))) return ['tls', 'no'];
  // Node reports a peer that disconnects during the handshake as a reset. Only the message distinguishes the two.
  if (textOf(error, 'message').includes('before secure TLS connection was established')) return ['tls', 'no'];
  if (code === 'ETIMEDOUT') return ['timeout', textOf(error, 'erroredSysCall') === 'connect' ? 'no' : 'maybe'];
  return ['reset', 'maybe'];
}

/** node-fetch includes the whole URL in its messages, and URLs can contain secrets. */
function toCause(error: unknown): Error {
  const prefix = /^(request to \S+ failed, reason|Invalid response body while trying to fetch \S+): /;
  const message = textOf(error, 'message').replace(prefix, '');
  return Object.assign(new Error(redact(message)), { code: textOf(error, 'code') });
}

function textOf(error: unknown, name: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}
