// SOAP messages of the Partner and the Enterprise API: reads elements of requests, writes responses and faults.
import type { Answer } from '../http/http';

/** The APIs by the letter in their path: `/services/Soap/u/66.0`. */
const namespaces: Readonly<Record<string, string>> = { u: 'partner', c: 'enterprise' };

export interface Envelope {
  readonly xml: string;
  /** `u` for the Partner API, `c` for the Enterprise API. */
  readonly api: string;
}

/** The name of the call, the first element of the body; empty for anything else. */
export const callIn = ({ xml }: Envelope): string => /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(xml)?.[1] ?? '';

/** The text of the first element with the name; empty when there is none. */
export const textIn = (xml: string, element: string): string => textsIn(xml, element)[0] ?? '';

/** The texts of all elements with the name, in order. */
export const textsIn = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${element}(?:\\s[^>]*)?>([\\s\\S]*?)</`, 'g'))].map(([, text = '']) =>
    unescapeXml(text),
  );

export function elements(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
}

export function fault({ api }: Envelope, code: string, sentence: string): Answer {
  const text = escapeXml(`${code}: ${sentence}`);
  const inner = `<faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring>`;
  return answer({ api }, `<soapenv:Fault>${inner}</soapenv:Fault>`, 500);
}

export function answer({ api }: Pick<Envelope, 'api'>, body: string, status = 200): Answer {
  const name = namespaces[api] ?? 'partner';
  const spaces =
    `xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:${name}.soap.sforce.com" ` +
    `xmlns:sf="urn:fault.${name}.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${spaces}><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
  return { status, headers: { 'Content-Type': 'text/xml;charset=UTF-8' }, body: xml };
}

const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

export const unescapeXml = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
      : (namedEntities[name] ?? whole),
  );

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
