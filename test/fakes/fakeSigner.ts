// Signs nothing: the assertion contains its claims as text, so that a test can read them.
import { SalesforceError, type JwtSigner } from '../../src/core/ports';
import type { JwtClaims } from '../../src/core/ports/login';

export interface FakeSigner extends JwtSigner {
  readonly signed: readonly JwtClaims[];
}

export function createFakeSigner(): FakeSigner {
  const signed: JwtClaims[] = [];
  return {
    signed,
    sign: async (claims, { pem, passphrase }) => {
      if (!pem.includes('-----BEGIN')) throw new SalesforceError('login.badKey', { reason: 'it is not a PEM file' });
      if (pem.includes('ENCRYPTED') && passphrase !== 'open sesame')
        throw new SalesforceError('login.badKey', { reason: 'the passphrase does not open it' });
      signed.push(claims);
      return ['fake', claims.issuer, claims.subject, claims.audience, claims.expiresInSeconds].join('|');
    },
  };
}
