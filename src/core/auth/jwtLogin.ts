// JWT bearer login: a signed statement of who logs in, exchanged for a session; renewed by signing again.
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import { parseHttpDate } from '../http/serverTime';
import type { Task } from '../kernel/task';
import type { JwtSpec, LoginParts } from './login';
import { audienceOf } from './orgAddress';
import { askToken } from './tokenCall';

/** Salesforce wants assertions that end within three minutes of its own clock. */
const lifetimeSeconds = 180;
/** Clocks that differ by less than this are not why an assertion was refused. */
const tolerableSkewMs = 60_000;

/** Errors: `login.badKey`, `login.notApproved`, `login.badAudience`, `login.refused`, `network.*`. */
export async function jwtLogin(grant: JwtSpec, parts: LoginParts, task: Task): Promise<Session> {
  try {
    return await assertWho(grant, lifetimeSeconds, { parts, task });
  } catch (error) {
    const skewMs = skewOf(error, parts.clock.now());
    if (Math.abs(skewMs) < tolerableSkewMs) throw error;
    parts.log.warn('This machine’s clock differs from Salesforce’s; signing by theirs.', { skewMs });
    return assertWho(grant, lifetimeSeconds + Math.round(skewMs / 1000), { parts, task });
  }
}

async function assertWho(
  grant: JwtSpec,
  expiresInSeconds: number,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<Session> {
  const { clientId: issuer, username: subject, loginUrl, privateKeyPem: pem, passphrase } = grant;
  const audience = grant.audience ?? audienceOf(loginUrl);
  const key = { pem, ...(passphrase !== undefined && { passphrase }) };
  const assertion = await parts.signer.sign({ issuer, subject, audience, expiresInSeconds }, key);
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  const about = { user: subject, audience };
  return (await askToken({ loginUrl, form, about, repeat: 'safe' }, parts, task)).session;
}

/** How far the server is ahead of us, where it refused the assertion; 0 where that cannot be why. */
function skewOf(error: unknown, now: number): number {
  // A server whose clock is ahead calls the assertion an expired code.
  if (!(error instanceof SalesforceError) || !['login.refused', 'login.badCode'].includes(error.code)) return 0;
  const serverTime = parseHttpDate(String(error.details['serverDate'] ?? ''));
  return serverTime === undefined ? 0 : serverTime - now;
}
