// Verifies the signed assertion of the OAuth 2.0 JWT bearer flow.
import { createVerify, type KeyObject } from 'node:crypto';
import type { App } from '../org/apps';
import type { Org } from '../org/org';
import { OAuthError } from './oauthError';

/** The audience for production and developer orgs; the org's own URL is accepted too. */
const loginAudience = 'https://login.salesforce.com';

export function verifyAssertion(org: Org, assertion: string, baseUrl: string): { app: App; username: string } {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const head = decode(header);
  const claims = decode(payload);
  if (head?.['alg'] !== 'RS256' || claims === undefined) throw new OAuthError('invalid_grant', 'invalid assertion');
  const app = org.apps.find(String(claims['iss']));
  if (app === undefined) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  const signed = `${header}.${payload}`;
  if (app.publicKey === undefined || !isSigned(app.publicKey, signed, signature)) {
    throw new OAuthError('invalid_grant', 'invalid assertion');
  }
  const audience = String(claims['aud']).replace(/\/$/, '');
  if (audience !== loginAudience && audience !== baseUrl) throw new OAuthError('invalid_grant', 'audience is invalid');
  // Clients send `exp` in seconds, as a number or text; the Salesforce CLI sends milliseconds.
  // So a time far in the future is accepted, and only a past one is rejected.
  const expires = Number(claims['exp']);
  if (!Number.isFinite(expires) || expires * 1000 <= org.now()) {
    throw new OAuthError('invalid_grant', 'expired authorization code');
  }
  return { app, username: String(claims['sub']) };
}

function isSigned(key: KeyObject, signed: string, signature: string): boolean {
  return createVerify('RSA-SHA256').update(signed).verify(key, signature, 'base64url');
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
