// Cuts out of an answer what the call itself carried as secrets: a server may echo them in words that look like no secret.
import { isSecretName } from '../errors/redact';
import type { Call } from './interceptors';

/** Shorter ones would cut words in two that have nothing to do with them. */
const shortest = 5;

/** The text without the session, and without the passwords, codes and tokens of a form. */
export function cutEchoes(text: string, { request, session }: Call): string {
  const sent = [...(session ? [session.accessToken] : []), ...secretsOf(request.body)];
  const spelled = sent.filter((secret) => secret.length >= shortest).flatMap(spellings);
  // The longest first: one may begin with another.
  return spelled.sort((a, b) => b.length - a.length).reduce((rest, one) => rest.replaceAll(one, '[secret]'), text);
}

/** Logins are forms. Other bodies are the person's own data. */
function secretsOf(body: Call['request']['body']): readonly string[] {
  if (typeof body !== 'string' || !/^[\w.-]+=/.test(body)) return [];
  return [...new URLSearchParams(body)]
    .filter(([name]) => name === 'code' || isSecretName(name))
    .map(([, value]) => value);
}

const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ '': secret }).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
];
