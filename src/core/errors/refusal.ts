// Reads error responses of every shape: array, object, OAuth object, SOAP fault, HTML page, plain text.

export interface Refusal {
  /** Salesforce's own code; empty when the response has none. */
  readonly errorCode: string;
  /** Plain text of at most 2,000 characters; empty when the response has none. */
  readonly message: string;
  readonly fields: readonly string[];
  readonly form: Form;
}

/**
 * `list`: as the APIs explain errors; `object`: an error outside of a list; `login`: as login servers do it (`error`
 * and `error_description`); `fault`: of SOAP; `page`: HTML; `words`: anything else.
 */
type Form = 'list' | 'object' | 'login' | 'fault' | 'page' | 'words';

const maxLength = 2000;
const maxHtmlLength = 300;
const maxCodeLength = 200;
const maxFields = 100;
const none: Refusal = { errorCode: '', message: '', fields: [], form: 'words' };

export function readRefusal(text: string): Refusal {
  const trimmed = text.trim();
  const refusal = /^[[{"]/.test(trimmed) ? fromJson(trimmed) : undefined;
  const read = refusal ?? (trimmed.startsWith('<') ? (fromFault(trimmed) ?? fromHtml(trimmed)) : fromPlain(trimmed));
  return { ...read, message: read.message.slice(0, maxLength).trim() };
}

function fromJson(text: string): Refusal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return fromPlain(value);
  // A response may list several errors; the first one is why the call failed.
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null
    ? fromObject(first as Record<string, unknown>, Array.isArray(value))
    : none;
}

function fromObject(value: Readonly<Record<string, unknown>>, isList: boolean): Refusal {
  const code = textOf(value['errorCode'] ?? value['statusCode'] ?? value['exceptionCode']).slice(0, maxCodeLength);
  const oauth = textOf(value['error']).slice(0, maxCodeLength);
  const message = textOf(value['message'] ?? value['error_description'] ?? value['exceptionMessage']);
  const fields = Array.isArray(value['fields']) ? value['fields'].slice(0, maxFields).map(textOf) : [];
  const form = code === '' && oauth !== '' ? 'login' : isList ? 'list' : 'object';
  return { errorCode: code || oauth, message: message || oauth, fields, form };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A SOAP fault: `sf:INVALID_SESSION_ID` and `INVALID_SESSION_ID: Invalid Session ID found …`. */
function fromFault(xml: string): Refusal | undefined {
  const code = /<faultcode>(?:\w+:)?(\w{1,200})<\/faultcode>/.exec(xml)?.[1];
  const sentence = /<faultstring>([^<]*)<\/faultstring>/.exec(xml)?.[1];
  if (code === undefined || sentence === undefined) return undefined;
  const message = sentence.startsWith(`${code}: `) ? sentence.slice(code.length + 2) : sentence;
  return {
    ...none,
    form: 'fault',
    errorCode: code,
    message: message.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  };
}

/**
 * Errors of edge servers and maintenance pages: the text of the page without its markup. Each character is read once,
 * whatever the page contains.
 */
function fromHtml(html: string): Refusal {
  let words = '';
  let at = 0;
  while (at < html.length && words.length <= maxHtmlLength) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    const end = close < 0 ? html.length : open;
    words = `${words} ${html.slice(at, end)}`.replace(/&nbsp;/g, ' ').replace(/\s+/g, ' ');
    at = close < 0 ? html.length : endOfElement(html, open, close + 1);
  }
  return { ...none, form: 'page', message: words.trim().slice(0, maxHtmlLength) };
}

/** Scripts and styles end with their closing tag, or with the page; any other tag at its bracket. */
function endOfElement(html: string, open: number, afterTag: number): number {
  const name = /^<(script|style)\b/i.exec(html.slice(open, open + '<script>'.length))?.[1];
  if (name === undefined) return afterTag;
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = afterTag;
  return closing.exec(html)?.index ?? html.length;
}

/** The userinfo endpoint answers with a bare code, for example Bad_OAuth_Token. */
function fromPlain(text: string): Refusal {
  const isCode = text.length <= maxCodeLength && /^\w+_\w+$/.test(text);
  return { ...none, errorCode: isCode ? text : '', message: text };
}
