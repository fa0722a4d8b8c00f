// Asks a login host for a session: one form in, session and refresh token out, for every grant there is.
import * as z from 'zod';
import { SalesforceError, type Details } from '../errors/salesforceError';
import type { Repeat, Session } from '../http/client';
import { createOpenClient } from '../http/orgClient';
import type { Task } from '../kernel/task';
import type { LoginParts } from './login';
import { announcedAddress } from './orgAddress';

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  instance_url: z.string(),
  refresh_token: z.string().min(1).optional(),
});

export interface TokenQuestion {
  readonly loginUrl: string;
  /** What is undefined is left out. */
  readonly form: Readonly<Record<string, string | undefined>>;
  readonly repeat: Repeat;
  /** What the sentence of a refusal names besides its reason. */
  readonly about?: Details;
}

export interface Granted {
  readonly session: Session;
  readonly refreshToken?: string;
}

/** Errors: the `login.*` ones that say why Salesforce refuses, `network.*`, `server.*`. */
export async function askToken(question: TokenQuestion, parts: LoginParts, task: Task): Promise<Granted> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(question.form)) if (value !== undefined) form.set(name, value);
  try {
    const answer = await createOpenClient({ ...parts, baseUrl: question.loginUrl }).json(
      {
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        repeat: question.repeat,
      },
      (value) => tokenAnswer.parse(value),
      task,
    );
    return {
      session: {
        accessToken: answer.access_token,
        instanceUrl: announcedAddress(answer.instance_url, question.loginUrl),
      },
      ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    };
  } catch (error) {
    if (!(error instanceof SalesforceError) || !error.code.startsWith('login.')) throw error;
    throw new SalesforceError(error.code, { ...error.details, ...question.about }, { cause: error.cause });
  }
}
