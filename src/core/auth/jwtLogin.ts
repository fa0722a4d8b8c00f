// JWT bearer login: a signed assertion of who logs in, exchanged for a session. A renewal signs a new one.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import { parseHttpDate } from '../http/serverTime';
import type { Task } from '../kernel/task';
import type { JwtSpec, LoginParts } from './loginSpec';
import { audienceOf } from './orgAddress';
import { requestToken } from './tokenRequest';

/** Salesforce requires assertions to expire within three minutes of its own clock. */
const lifetimeSeconds = 180;
/** A smaller difference between the clocks cannot be why an assertion was refused. */
const tolerableSkewMs = 60_000;

/** Errors: `login.badKey`, `login.notApproved`, `login.badAudience`, `login.refused`, `network.*`. */
export async function jwtLogin(spec: JwtSpec, parts: LoginParts, task: Task): Promise<Session> {
  try {
    return await exchangeAssertion(spec, lifetimeSeconds, { parts, task });
  } catch (error) {
    const skewMs = skewOf(error, parts.clock.now());
    if (Math.abs(skewMs) < tolerableSkewMs) throw error;
    parts.log.warn('The clock of this machine differs from that of Salesforce, whose time is used instead.', {
      skewMs,
    });
    return exchangeAssertion(spec, lifetimeSeconds + Math.round(skewMs / 1000), { parts, task });
  }
}

async function exchangeAssertion(
  spec: JwtSpec,
  expiresInSeconds: number,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<Session> {
  const { clientId: issuer, username: subject, loginUrl, privateKeyPem: pem, passphrase } = spec;
  const audience = spec.audience ?? audienceOf(loginUrl);
  const key = { pem, ...(passphrase !== undefined && { passphrase }) };
  const assertion = await parts.signer.sign({ issuer, subject, audience, expiresInSeconds }, key);
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  const details = { user: subject, audience };
  return (await requestToken({ loginUrl, form, details, repeat: 'safe' }, parts, task)).session;
}

/** How far the server's clock is ahead, where it refused the assertion; 0 where that cannot be the reason. */
function skewOf(error: unknown, now: number): number {
  // A server whose clock is ahead calls the assertion an expired code.
  if (!(error instanceof SalesforceError) || !['login.refused', 'login.badCode'].includes(error.code)) return 0;
  const serverTime = parseHttpDate(String(error.details['serverDate'] ?? ''));
  return serverTime === undefined ? 0 : serverTime - now;
}
