// Line breaks within values. All of a CRLF load are CRLF (bulk/planParts.ts), but Salesforce may give them back as LF.

export const withLf = (value: string): string => value.replaceAll('\r\n', '\n');

export const withCrlf = (value: string): string => value.replaceAll(/\r?\n/g, '\r\n');
