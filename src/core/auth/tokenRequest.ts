// Requests a session from a login host: sends a form, gives session and refresh token. Every OAuth flow uses it.
import * as z from 'zod';
import { SalesforceError, type Details } from '../errors/salesforceError';
import type { Repeat, Session } from '../http/client';
import { createOpenClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { LoginParts } from './loginSpec';
import { checkInstanceUrl } from './orgAddress';

const tokenResponse = z.lazy(() =>
  z.object({
    access_token: z.string().min(1),
    instance_url: z.string(),
    refresh_token: z.string().min(1).optional(),
  }),
);

export interface TokenRequest {
  readonly loginUrl: string;
  /** Undefined values are left out. */
  readonly form: Readonly<Record<string, string | undefined>>;
  readonly repeat: Repeat;
  /** Details for the error of a refused login. */
  readonly details?: Details;
}

export interface TokenResponse {
  readonly session: Session;
  readonly refreshToken?: string;
}

/** Errors: the `login.*` errors that say why Salesforce refuses, `network.*`, `server.*`. */
export async function requestToken(request: TokenRequest, parts: LoginParts, task: Task): Promise<TokenResponse> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(request.form)) if (value !== undefined) form.set(name, value);
  try {
    const response = await createOpenClient({ ...parts, baseUrl: request.loginUrl }).json(
      {
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        repeat: request.repeat,
      },
      (value) => tokenResponse.parse(value),
      task,
    );
    return {
      session: {
        accessToken: response.access_token,
        instanceUrl: checkInstanceUrl(response.instance_url, request.loginUrl),
      },
      ...(response.refresh_token !== undefined && { refreshToken: response.refresh_token }),
    };
  } catch (error) {
    if (!(error instanceof SalesforceError) || !error.code.startsWith('login.')) throw error;
    throw SalesforceError.of(error.code, { ...error.details, ...request.details }, { cause: error.cause });
  }
}
