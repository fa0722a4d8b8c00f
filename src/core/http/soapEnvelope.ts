// The envelope of a SOAP call: its session is in the XML, where every other API has it in a header.
import type { SoapCall } from './client';

/** The Partner API has one namespace for the calls of every org. */
const partnerNamespace = 'urn:partner.soap.sforce.com';

export function soapEnvelope(
  { namespace = partnerNamespace, header = '', body }: SoapCall,
  accessToken: string,
): string {
  const session = `<SessionHeader><sessionId>${escapeXml(accessToken)}</sessionId></SessionHeader>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">`,
    `<soapenv:Header xmlns="${namespace}">${session}${header}</soapenv:Header>`,
    `<soapenv:Body xmlns="${namespace}">${body}</soapenv:Body>`,
    '</soapenv:Envelope>',
  ].join('');
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The login page of a network, for example, is none. */
export const isEnvelope = (text: string): boolean => /<(?:\w+:)?Envelope[\s>]/.test(text);
