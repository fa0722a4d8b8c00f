// Rejects requests that a web page caused: by another name of this machine, by its origin, or by how the browser sends
// them.
import type { IncomingMessage } from 'node:http';
import { refuse, type Refusal } from './http';

const hosts = ['127.0.0.1', 'localhost', '[::1]'] as const;
const httpPort = 80;

/**
 * The refusal of a request that no client on this machine sends; undefined for any other. A page of another site can
 * make a browser send requests to this machine. With a domain that resolves to 127.0.0.1 it could also read the
 * responses, but then the Host header names that domain.
 */
export function refuseForeign({ headers, rawHeaders }: IncomingMessage, port: number): Refusal | undefined {
  const own = hosts.flatMap((host) => (port === httpPort ? [host, `${host}:${port}`] : [`${host}:${port}`]));
  const isOwn = (address: string): boolean => own.includes(address.toLowerCase());
  if (valuesOf(rawHeaders, 'host').length !== 1 || !isOwn(headers.host ?? '')) {
    return forbidden(`The practice org accepts requests to ${own.join(', ')} only.`);
  }
  // Browsers send this header with each request that can change something; other clients do not send it.
  const origins = valuesOf(rawHeaders, 'origin');
  if (origins.some((origin) => !/^http:\/\//i.test(origin) || !isOwn(origin.slice('http://'.length)))) {
    return forbidden('The practice org accepts no requests from pages of another origin.');
  }
  // Images and scripts of another site have no Origin header. A link to the login page does work.
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== 'same-origin' && site !== 'none' && !isLink) {
    return forbidden('The practice org accepts no requests from pages of another site.');
  }
  return undefined;
}

function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}

function forbidden(message: string): Refusal {
  return refuse(403, 'FORBIDDEN', message);
}
