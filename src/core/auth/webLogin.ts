// Web login: a person signs in with the browser, which returns a code to this machine. PKCE proves that the code is
// ours.
import { fromRedirect } from '../errors/fromResponse';
import { SalesforceError } from '../errors/salesforceError';
import { bytesToBase64Url, randomText } from '../kernel/randomText';
import type { Task } from '../kernel/task';
import type { Redirect } from '../ports';
import type { LoginParts, WebSpec } from './loginSpec';
import { toOrgAddress } from './orgAddress';
import type { StoredLogin } from './storedLogin';
import { requestToken } from './tokenRequest';

/** The app of the Salesforce CLI: it exists in every org, has no secret and one callback. */
const cliClientId = 'PlatformCLI';
const cliCallbackPort = 1717;
const scope = 'api refresh_token';
/** As long as the Salesforce CLI waits. */
const maxWaitMs = 120_000;

/**
 * Errors: `login.noBrowser`, `login.portBusy`, `login.timedOut`, what the login page or the token call refuses with,
 * and the signal's reason when the person cancels.
 */
export async function webLogin(spec: WebSpec, parts: LoginParts, task: Task): Promise<StoredLogin> {
  const { redirects } = parts;
  if (!redirects) throw new SalesforceError('login.noBrowser');
  const { clientSecret, clientId = cliClientId, callbackPort = cliCallbackPort } = spec;
  const loginUrl = toOrgAddress(spec.loginUrl);
  const state = randomText();
  const verifier = randomText();
  const redirect = await redirects.listen(callbackPort, state);
  const details = { redirectUri: redirect.uri };
  const url = await authorizeUrl({ loginUrl, clientId, state, verifier, ...details });
  const code = await codeFrom(redirect, url, { parts, task }).finally(() => redirect.close());
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect.uri,
    client_id: clientId,
    client_secret: clientSecret,
    code_verifier: verifier,
  };
  // Using a code twice ends all sessions that it opened.
  const { session, refreshToken } = await requestToken({ loginUrl, form, details, repeat: 'never' }, parts, task);
  const app = { loginUrl, clientId, ...(clientSecret !== undefined && { clientSecret }) };
  return { session, credential: { login: 'web', ...app, ...(refreshToken !== undefined && { refreshToken }) } };
}

interface AuthorizeParts {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string;
}

async function authorizeUrl({ loginUrl, clientId, redirectUri, state, verifier }: AuthorizeParts): Promise<string> {
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
  // VS Code decodes a URL and encodes it again, which turns `+` from a space into a plus sign.
  url.search = query.toString().replaceAll('+', '%20');
  return url.href;
}

async function codeFrom(
  redirect: Redirect,
  url: string,
  { parts, task }: { readonly parts: LoginParts; readonly task: Task },
): Promise<string> {
  const details = { redirectUri: redirect.uri };
  const done = new AbortController();
  const timeOut = async (): Promise<never> => {
    await parts.clock.sleep(maxWaitMs, AbortSignal.any([task.signal, done.signal]));
    throw new SalesforceError('login.timedOut', { ...details, seconds: maxWaitMs / 1000 });
  };
  try {
    const waiting = Promise.race([redirect.answer, timeOut()]);
    await Promise.race([redirect.show(url), waiting]);
    const answer = await waiting;
    const { code } = answer;
    if (code) return code;
    throw fromRedirect(answer, { what: 'the login page', org: new URL(url).host, ...details });
  } finally {
    done.abort();
  }
}
