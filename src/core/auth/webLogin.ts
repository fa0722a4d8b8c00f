// Web login: a person signs in with the browser, which brings a code back to this machine; PKCE proves that it is ours.
import { fromRedirect } from '../errors/fromResponse';
import { SalesforceError } from '../errors/salesforceError';
import { bytesToBase64Url, randomText } from '../kernel/randomText';
import type { Task } from '../kernel/task';
import type { Redirect } from '../ports';
import type { StoredLogin } from './storedLogin';
import type { LoginParts, WebSpec } from './login';
import { toOrgAddress } from './orgAddress';
import { askToken } from './tokenCall';

/** The app of the Salesforce CLI: known in every org, without a secret, with one callback. */
const cliClientId = 'PlatformCLI';
const cliCallbackPort = 1717;
const scope = 'api refresh_token';
/** As long as the Salesforce CLI waits. */
const longestWaitMs = 120_000;

/**
 * Errors: `login.noBrowser`, `login.portBusy`, `login.timedOut`, what the login page or the token call refuses with, and
 * the signal's reason when the person cancels.
 */
export async function webLogin(spec: WebSpec, parts: LoginParts, task: Task): Promise<StoredLogin> {
  const { redirects } = parts;
  if (!redirects) throw new SalesforceError('login.noBrowser');
  const { clientSecret, clientId = cliClientId, callbackPort = cliCallbackPort } = spec;
  const loginUrl = toOrgAddress(spec.loginUrl);
  const state = randomText();
  const verifier = randomText();
  const redirect = await redirects.listen(callbackPort, state);
  const about = { redirectUri: redirect.uri };
  const code = await codeFrom(redirect, await authorizeUrl({ loginUrl, clientId, state, verifier, ...about }), {
    parts,
    task,
  }).finally(() => redirect.close());
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect.uri,
    client_id: clientId,
    client_secret: clientSecret,
    code_verifier: verifier,
  };
  // A code that is shown twice ends every session it ever opened.
  const { session, refreshToken } = await askToken({ loginUrl, form, about, repeat: 'never' }, parts, task);
  const app = { loginUrl, clientId, ...(clientSecret !== undefined && { clientSecret }) };
  return { session, credential: { login: 'web', ...app, ...(refreshToken !== undefined && { refreshToken }) } };
}

interface Question {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string;
}

async function authorizeUrl({ loginUrl, clientId, redirectUri, state, verifier }: Question): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL('/services/oauth2/authorize', loginUrl);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: bytesToBase64Url(new Uint8Array(hash)),
    code_challenge_method: 'S256',
    prompt: 'login',
  });
  // Whoever decodes an address and encodes it again, as VS Code does, would make a plus sign of each plus sign.
  url.search = query.toString().replaceAll('+', '%20');
  return url.href;
}

async function codeFrom(
  redirect: Redirect,
  url: string,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<string> {
  const about = { redirectUri: redirect.uri };
  const done = new AbortController();
  const tooLate = async (): Promise<never> => {
    await parts.clock.sleep(longestWaitMs, AbortSignal.any([task.signal, done.signal]));
    throw new SalesforceError('login.timedOut', { ...about, seconds: longestWaitMs / 1000 });
  };
  try {
    const waiting = Promise.race([redirect.answer, tooLate()]);
    await Promise.race([redirect.show(url), waiting]);
    const answer = await waiting;
    const { code } = answer;
    if (code) return code;
    throw fromRedirect(answer, { what: 'the login page', org: new URL(url).host, ...about });
  } finally {
    done.abort();
  }
}
