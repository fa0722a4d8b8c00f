// JWT bearer login: a signed statement of who logs in, exchanged for a session; renewed by signing again.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { Session } from '../http/client';
import { createOpenClient } from '../http/orgClient';
import { parseHttpDate } from '../http/serverTime';
import type { Task } from '../kernel/task';
import type { LoginParts, LoginSpec } from './login';
import { audienceOf } from './orgAddress';

export type JwtGrant = Extract<LoginSpec, { readonly login: 'jwt' }>;

/** Salesforce wants assertions that end within three minutes of its own clock. */
const lifetimeSeconds = 180;
/** Clocks that differ by less than this are not why an assertion was refused. */
const tolerableSkewMs = 60_000;

const tokenAnswer = z.object({ access_token: z.string().min(1), instance_url: z.string() });

/** Errors: `login.badKey`, `login.notApproved`, `login.badAudience`, `login.refused`, `network.*`. */
export async function jwtLogin(grant: JwtGrant, parts: LoginParts, task: Task): Promise<Session> {
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
  grant: JwtGrant,
  expiresInSeconds: number,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<Session> {
  const { clientId: issuer, username: subject, loginUrl, privateKeyPem: pem, passphrase } = grant;
  const audience = grant.audience ?? audienceOf(loginUrl);
  const key = { pem, ...(passphrase !== undefined && { passphrase }) };
  const assertion = await parts.signer.sign({ issuer, subject, audience, expiresInSeconds }, key);
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  try {
    const answer = await createOpenClient({ ...parts, baseUrl: loginUrl }).json(
      {
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: body.toString(),
        repeat: 'safe',
      },
      (value) => tokenAnswer.parse(value),
      task,
    );
    return { accessToken: answer.access_token, instanceUrl: answer.instance_url.replace(/\/+$/, '') };
  } catch (error) {
    if (!(error instanceof SalesforceError) || !error.code.startsWith('login.')) throw error;
    throw new SalesforceError(error.code, { ...error.details, user: subject, audience }, { cause: error.cause });
  }
}

/** How far the server is ahead of us, where it refused the assertion; 0 where that cannot be why. */
function skewOf(error: unknown, now: number): number {
  if (!(error instanceof SalesforceError) || error.code !== 'login.refused') return 0;
  const serverTime = parseHttpDate(String(error.details['serverDate'] ?? ''));
  return serverTime === undefined ? 0 : serverTime - now;
}
