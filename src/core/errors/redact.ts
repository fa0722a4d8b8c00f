// What a secret looks like, and how to cut it out of any value before somebody else reads it.

const gone = '[secret]';

/** Form fields, query parameters and JSON keys whose value is a secret wherever they stand. */
const secretNames =
  'assertion|code_verifier|code|client_secret|password|passphrase|refresh_token|access_token|id_token|session_?id|sid|otp|' +
  'security_token|oauth_token|token|secret|private_?key(?:_?pem)?';

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|[\s\S]*)/g, gone],
  // Session ids and opaque access tokens; the mark between org id and secret may be percent-encoded.
  [/00D\w{12,15}(?:!|%21)[\w.%!-]*/g, gone],
  [/eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*/g, gone],
  // Refresh tokens and authorization codes begin like this.
  [/\b(?:5Aep|aPrx)[\w.%!=-]{8,}/g, gone],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|oauth|basic|token)\s+)?[^\s"',;}]+/gi, `$1${gone}`],
  [/\b(bearer|oauth|basic)\s+[\w.!~+/=%-]{20,}/gi, `$1 ${gone}`],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${gone}`],
  [new RegExp(`(["'](?:${secretNames})["']\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'), `$1"${gone}"`],
  [new RegExp(`(^|[^\\w])((?:${secretNames})=)[^&\\s"'<>;,)]+`, 'gi'), `$1$2${gone}`],
  [/(<(?:\w+:)?(password|sessionId|passphrase)>)[^<]*/gi, `$1${gone}`],
];

const secretKey =
  /^(authorization|cookie|setcookie|password|passphrase|pem|privatekey(pem)?|assertion|codeverifier|clientsecret|secret|(access|refresh|id|oauth|security)?token|sid|sessionid)$/;

/** The text with tokens, passwords, keys, codes and cookies replaced. */
export function redactText(text: string): string {
  return rules.reduce((cut, [pattern, instead]) => cut.replace(pattern, instead), text);
}

/**
 * A copy of the value, safe to log: secrets cut out of every string and out of every property that is named like one,
 * errors with their causes as plain objects, bytes as their number.
 */
export function redact(value: string): string;
export function redact(value: unknown): unknown;
export function redact(value: unknown): unknown {
  return redactDeep(value, new Set());
}

function redactDeep(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  const path = new Set(above).add(value);
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map || value instanceof Set) return redactDeep([...value], path);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, path));
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, redactProperty(key, item, path)]));
}

function redactProperty(key: string, value: unknown, path: ReadonlySet<object>): unknown {
  const isSecret = secretKey.test(key.toLowerCase().replace(/[-_]/g, ''));
  return isSecret && value !== undefined && value !== null ? gone : redactDeep(value, path);
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  const own = Object.entries(value);
  if (!(value instanceof Error)) return own;
  const hidden = [
    ['name', value.name],
    ['message', value.message],
    ['stack', value.stack],
    ['cause', value.cause],
  ] as const;
  return [...hidden.filter(([, item]) => item !== undefined), ...own];
}

/**
 * The same error if neither it nor its causes hold a secret; else a plain copy without them. Errors travel to logs and
 * screens by many roads, so they are cleaned where they are made.
 */
export function redactError(error: unknown): unknown {
  if (typeof error === 'string') return redactText(error);
  if (!(error instanceof Error)) return redact(error);
  const before = JSON.stringify(redactDeep(error, new Set()));
  return before.includes(gone) ? toPlainError(error) : error;
}

function toPlainError(error: Error): Error {
  const copy = new Error(redactText(error.message), { cause: redactError(error.cause) });
  copy.name = error.name;
  copy.stack = redactText(error.stack ?? copy.message);
  return 'code' in error && typeof error.code === 'string' ? Object.assign(copy, { code: error.code }) : copy;
}
