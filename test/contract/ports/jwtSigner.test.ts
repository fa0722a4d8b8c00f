// The contract of every JwtSigner, run against the fake and the one with jsonwebtoken.
import { strict as assert } from 'node:assert';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { SalesforceError, type JwtSigner } from '../../../src/core/ports';
import type { JwtClaims } from '../../../src/core/ports/login';
import { createJwtSigner } from '../../../src/node/jwtSigner';
import { createFakeSigner } from '../../fakes/fakeSigner';

const claims: JwtClaims = {
  issuer: '3MVG9consumerKey',
  subject: 'ada@example.com',
  audience: 'https://login.salesforce.com',
  expiresInSeconds: 180,
};
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const plain = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const passphrase = 'open sesame';
const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

const isBadKey = (about: RegExp) => (error: unknown) =>
  error instanceof SalesforceError && error.code === 'login.badKey' && about.test(String(error.details['reason']));

for (const [name, create] of [
  ['the fake signer', createFakeSigner],
  ['the signer with jsonwebtoken', createJwtSigner],
] as const)
  describe(`JwtSigner contract: ${name}`, () => {
    const signer: JwtSigner = create();

    it('signs with a plain key', async () => {
      assert.ok((await signer.sign(claims, { pem: plain })).length > 0);
    });

    it('signs with an encrypted key and its passphrase', async () => {
      assert.ok((await signer.sign(claims, { pem: encrypted, passphrase })).length > 0);
    });

    it('says that the passphrase is wrong', async () => {
      await assert.rejects(signer.sign(claims, { pem: encrypted, passphrase: 'wrong' }), isBadKey(/passphrase/));
      await assert.rejects(signer.sign(claims, { pem: encrypted }), isBadKey(/passphrase/));
    });

    it('says that the text is not a key', async () => {
      await assert.rejects(signer.sign(claims, { pem: 'ssh-rsa AAAA' }), isBadKey(/PEM/));
    });
  });

describe('the signer with jsonwebtoken', () => {
  const signer = createJwtSigner();

  it('signs what Salesforce expects: RS256 with issuer, subject, audience and expiry in three minutes', async () => {
    const before = Math.floor(Date.now() / 1000);
    const [header = '', payload = '', signature = ''] = (await signer.sign(claims, { pem: plain })).split('.');
    assert.equal(decode(header)['alg'], 'RS256');
    const { exp, ...rest } = decode(payload);
    assert.deepEqual(rest, { iss: claims.issuer, sub: claims.subject, aud: claims.audience });
    assert.ok(Number(exp) >= before + 180 && Number(exp) <= before + 185);
    assert.ok(createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(publicKey, signature, 'base64url'));
  });

  it('reads keys in the older RSA format, encrypted or not', async () => {
    const older = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase }).toString();
    assert.ok(await signer.sign(claims, { pem: older, passphrase }));
    await assert.rejects(signer.sign(claims, { pem: older, passphrase: 'wrong' }), isBadKey(/passphrase/));
  });

  for (const [what, pem, about] of [
    ['a certificate or public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), /public key/],
    ['an elliptic key', ecKey(), /RSA/],
    ['a key too short for Salesforce', rsaKey(1024), /1024 bits/],
    ['a key that was cut off', plain.slice(0, 300), /damaged/],
  ] as const)
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(signer.sign(claims, { pem }), isBadKey(about));
    });
});

const decode = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

function ecKey(): string {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function rsaKey(modulusLength: number): string {
  return generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
