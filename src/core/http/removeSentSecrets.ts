// Removes from an answer the secrets that the call itself carried: a server may echo them in text that redact cannot
// recognize.
import { isSecretName, redactText } from '../errors/redact';
import type { Call } from './interceptors';

/** Shorter secrets could be part of ordinary words. */
const minLength = 5;

/** A secret that begins within the quoted text is recognized if it is not longer than this. */
const maxSecretLength = 8_192;

/** The first characters of a text of any length, without secrets. */
export function quoteStart(text: string, maxLength: number, call: Call): string {
  const start = text.slice(0, maxLength + maxSecretLength);
  const clean = redactText(removeSentSecrets(start, call));
  if (start.length === text.length || clean.length > maxLength) return clean.slice(0, maxLength);
  // So much was removed that the end of `start` is part of the result. It can be the first half of a secret.
  return clean.slice(0, Math.max(0, clean.lastIndexOf(' ')));
}

/** The text without the session, and without the passwords, codes and tokens of a form. */
export function removeSentSecrets(text: string, { request, session }: Call): string {
  const sent = [...(session ? [session.accessToken] : []), ...secretsOf(request.body)];
  const spelled = sent.filter((secret) => secret.length >= minLength).flatMap(spellings);
  // The longest first, because one secret may start with another.
  return spelled.sort((a, b) => b.length - a.length).reduce((rest, one) => rest.replaceAll(one, '[secret]'), text);
}

/** Logins are sent as forms. Other bodies hold the person's own data. */
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
