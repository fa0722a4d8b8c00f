// SOAP messages of the Apex API.
import type { Answer } from '../http/http';
import { escapeXml } from './envelope';

const namespace = 'http://soap.sforce.com/2006/08/apex';

const envelope = (header: string, body: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
  `xmlns="${namespace}" xmlns:sf="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
  `${header}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
  body,
});

/** @param log the debug log; empty without one */
export function apexAnswer(body: string, log: string): Answer {
  const info = `<DebuggingInfo><debugLog>${escapeXml(log)}</debugLog></DebuggingInfo>`;
  return xml(200, envelope(log === '' ? '' : `<soapenv:Header>${info}</soapenv:Header>`, body));
}

export function apexFault(code: string, sentence: string): Answer {
  const text = escapeXml(`${code}: ${sentence}`);
  const inner = `<faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring>`;
  return xml(500, envelope('', `<soapenv:Fault>${inner}</soapenv:Fault>`));
}

export const nullable = (name: string, value: string | number | boolean | null): string =>
  value === null ? `<${name} xsi:nil="true"/>` : `<${name}>${escapeXml(String(value))}</${name}>`;
