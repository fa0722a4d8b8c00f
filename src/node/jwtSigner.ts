// Signs login assertions with jsonwebtoken. Supports plain and encrypted PEM keys.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { SalesforceError, type JwtSigner } from '../core/ports';

export const createJwtSigner = (): JwtSigner => ({
  sign: (claims, key) => Promise.resolve().then(() => signNow(claims, key)),
});

function signNow(
  { issuer, subject, audience, expiresInSeconds }: Parameters<JwtSigner['sign']>[0],
  { pem, passphrase }: Parameters<JwtSigner['sign']>[1],
): string {
  // No issue time (iat): if this clock runs ahead, the assertion would be rejected as issued in the future.
  return sign({}, readKey(pem, passphrase), {
    algorithm: 'RS256',
    issuer,
    subject,
    audience,
    expiresIn: expiresInSeconds,
    noTimestamp: true,
  });
}

/** Salesforce accepts RSA keys of 2,048 bits and more. jsonwebtoken rejects smaller ones. */
const minKeyBits = 2048;

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  const text = pem.trim();
  if (!text.includes('-----BEGIN')) throw bad('it is not in PEM format (-----BEGIN PRIVATE KEY-----)');
  if (/-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----/.test(text) && !text.includes('PRIVATE KEY-----'))
    throw bad('it is a certificate or public key, not the private key');
  const isEncrypted = /ENCRYPTED/.test(text);
  if (isEncrypted && !passphrase) throw bad('it is encrypted and needs its passphrase');
  const key = parse(text, passphrase, isEncrypted);
  if (key.asymmetricKeyType !== 'rsa')
    throw bad(`it is not an RSA key but of type ${key.asymmetricKeyType ?? 'unknown'}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < minKeyBits) throw bad(`it has ${bits} bits, and Salesforce requires at least ${minKeyBits}`);
  return key;
}

function parse(pem: string, passphrase: string | undefined, isEncrypted: boolean): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    throw bad(isEncrypted ? 'the passphrase does not open it' : 'it is damaged or in an unknown format', error);
  }
}

const bad = (reason: string, cause?: unknown): SalesforceError =>
  new SalesforceError('login.badKey', { reason }, cause === undefined ? undefined : { cause });
