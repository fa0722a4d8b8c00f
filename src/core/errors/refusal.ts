// Reads error responses of every shape: array, object, OAuth object, HTML page, plain text.

export interface Refusal {
  /** Salesforce's own code; empty when the response has none. */
  readonly errorCode: string;
  /** Plain text of at most 2,000 characters; empty when the response has none. */
  readonly message: string;
  readonly fields: readonly string[];
  /** The response came from a login server (`error` and `error_description`). */
  readonly isOAuth: boolean;
}

const maxLength = 2000;
const none: Refusal = { errorCode: '', message: '', fields: [], isOAuth: false };

export function readRefusal(text: string): Refusal {
  const trimmed = text.trim();
  const refusal = /^[[{"]/.test(trimmed) ? fromJson(trimmed) : undefined;
  const read = refusal ?? (trimmed.startsWith('<') ? fromHtml(trimmed) : fromPlain(trimmed));
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
  return typeof first === 'object' && first !== null ? fromObject(first as Record<string, unknown>) : none;
}

function fromObject(value: Readonly<Record<string, unknown>>): Refusal {
  const code = textOf(value['errorCode'] ?? value['statusCode'] ?? value['exceptionCode']);
  const oauth = textOf(value['error']);
  const message = textOf(value['message'] ?? value['error_description'] ?? value['exceptionMessage']);
  const fields = Array.isArray(value['fields']) ? value['fields'].map(textOf) : [];
  return { errorCode: code || oauth, message: message || oauth, fields, isOAuth: code === '' && oauth !== '' };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Errors of edge servers and maintenance pages: the text of the page without its markup. */
function fromHtml(text: string): Refusal {
  const words = text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ');
  return { ...none, message: words.slice(0, 300) };
}

/** The userinfo endpoint answers with a bare code, for example Bad_OAuth_Token. */
function fromPlain(text: string): Refusal {
  return { ...none, errorCode: /^\w+_\w+$/.test(text) ? text : '', message: text };
}
