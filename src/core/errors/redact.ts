// Recognizes secrets and removes them from any value before it is logged or shown.

const replacement = '[secret]';

/** Form fields, query parameters, properties and elements whose value is always a secret. */
const secretNames =
  '[\\w-]{0,24}(?:assertion|code_?verifier|(?:client|consumer)_?secret|password|passphrase|' +
  '(?:refresh|access|id|security|oauth)_?token|session_?id|sid|otp|token|secret|private_?key(?:_?pem)?|pem|auth_?url)';
/** A quote, plain or escaped as within quoted text. A run of backslashes is only read from its start. */
const quote = '(?<!\\\\)\\\\*["\'`]';
/** Up to the closing quote, which is missing in a value that was cut off. */
const quoted = (opening: number): string => `(${quote})[\\s\\S]*?(?:(?<!\\\\)\\${opening}|$)`;

type Replacement = string | ((found: string, group: string | undefined) => string);

/**
 * A server chooses the text, so each pattern takes time in proportion to its length: what a search has read without
 * success, the next one must not read again from a later start.
 */
const rules: readonly (readonly [RegExp, Replacement])[] = [
  // Keys: whole, cut off at either end, without BEGIN and END; in forms the blanks are encoded.
  [/-----BEGIN[A-Z +%0-9]*PRIVATE(?: |\+|%20)KEY-----(?:[\s\S]*?-----END[A-Z +%0-9]*KEY-----|[\s\S]*)/g, replacement],
  [/(?<![\w+/=\s\\%-])[\w+/=\s\\%-]{24,}-----END[A-Z +%0-9]*PRIVATE(?: |\+|%20)KEY-----/g, replacement],
  [/\bMI[A-Z][\w+/=]{60,}(?:(?:\s|\\r|\\n)+[\w+/=]{20,})*/g, replacement],
  // Session ids and opaque access tokens; the `!` between org id and secret may be encoded, even twice.
  [/00D\w{12,15}(?:!|%21|%2521|\\u0021|&#33;)[\w.%!-]*/g, replacement],
  [/eyJ[\w-]{6,}(\.[\w-]+(?:\.[\w-]*)*)?/g, (found, rest) => (rest === undefined ? found : replacement)],
  // Refresh tokens and authorization codes start like this.
  [/(?<![A-Za-z0-9])(?:5Aep|aPrx)[\w.%!=-]{8,}/g, replacement],
  // The credentials in a URL, as in `sf org login sfdx-url` and proxy settings.
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'@]+@/gi, `$1${replacement}@`],
  [
    new RegExp(
      `\\b((?:authorization|x-sfdc-session)(?:${quote})?\\s*[:=,]\\s*(?:\\[\\s*)?(?:${quote})?)` +
        `(?:(?:bearer|oauth|basic|token)\\s+)?[^\\s"'\\\\,;}]+`,
      'gi',
    ),
    `$1${replacement}`,
  ],
  [/\b(bearer|oauth|basic)\s+[\w.!~+/=%-]{20,}/gi, `$1 ${replacement}`],
  [new RegExp(`\\b((?:set-)?cookie(?:${quote})?\\s*[:=]\\s*(?:${quote})?)[^\\r\\n"'\\\\]+`, 'gi'), `$1${replacement}`],
  // Properties in JSON, in JSON within JSON, and as Node prints them.
  [new RegExp(`((${quote})(?:${secretNames}|code)\\2\\s*:\\s*)${quoted(3)}`, 'gi'), `$1$3${replacement}$3`],
  // An “unexpected token” of a SOQL parser is not a secret.
  [new RegExp(`\\b(?<!\\bunexpected )(${secretNames}\\s*[:=]\\s*)${quoted(2)}`, 'gi'), `$1$2${replacement}$2`],
  // Fields of forms and queries, also of a URL within a URL.
  [new RegExp(`(^|\\W)((?:${secretNames}|code)=)[^&\\s"'<>;,)\\\\]+`, 'gi'), `$1$2${replacement}`],
  [
    new RegExp(
      `((?:%(?:25)?(?:3F|26|23)|^|\\W)(?:${secretNames}|code)%(?:25)?3D)(?:(?!%(?:25)?26)[^&\\s"'<>;,)\\\\])+`,
      'gi',
    ),
    `$1${replacement}`,
  ],
  [/\b(pass(?:word|phrase)\s*:\s*)(?!\[secret\])[^\s"'`,;]+/gi, `$1${replacement}`],
  [
    new RegExp(`((?:<|&lt;)(?:\\w+:)?${secretNames}(?:\\s[^<>]{0,500}?)?(?:>|&gt;))[\\s\\S]*?(?=<\\/|&lt;\\/|$)`, 'gi'),
    `$1${replacement}`,
  ],
];

const secretKey =
  /(authorization|cookie|password|passphrase|pem|privatekey|assertion|codeverifier|secret|(access|refresh|id|oauth|security)token|sid|sessionid|sfdcsession|authurl)$|^token$/;

/** The text with tokens, passwords, keys, codes and cookies replaced. */
export function redactText(text: string): string {
  return rules.reduce(
    (rest, [pattern, instead]) =>
      typeof instead === 'string' ? rest.replace(pattern, instead) : rest.replace(pattern, instead),
    text,
  );
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
  if (value instanceof Map)
    return [...value].map(([key, item]) => [redactDeep(key, path), redactProperty(String(key), item, path)]);
  if (value instanceof Set) return redactDeep([...value], path);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, path));
  return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, redactProperty(key, item, path)]));
}

/** Whether a value with this name is a secret, in any spelling of the name. */
export const isSecretName = (name: string): boolean => secretKey.test(name.toLowerCase().replace(/[-_]/g, ''));

function redactProperty(key: string, value: unknown, path: ReadonlySet<object>): unknown {
  return isSecretName(key) && value !== undefined && value !== null ? replacement : redactDeep(value, path);
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  const own = Object.entries(value);
  if (!(value instanceof Error)) return own;
  const hidden = [
    ['name', value.name],
    ['message', value.message],
    ['stack', value.stack],
    ['cause', value.cause],
    ['errors', value instanceof AggregateError ? value.errors : undefined],
  ] as const;
  return [...hidden.filter(([, item]) => item !== undefined), ...own];
}

/**
 * The same error if neither it nor its causes contain a secret; else a plain copy without them. Errors reach logs and
 * screens in many ways, so they are cleaned where they are created.
 */
export function redactError(error: unknown): unknown {
  if (typeof error === 'string') return redactText(error);
  if (!(error instanceof Error)) return redact(error);
  const before = JSON.stringify(redactDeep(error, new Set()));
  return before.includes(replacement) ? toPlainError(error, new Set()) : error;
}

function toPlainError(error: Error, above: ReadonlySet<Error>): Error {
  const path = new Set(above).add(error);
  const inner = error.cause instanceof Error ? toPlainCause(error.cause, path) : redact(error.cause);
  const copy = new Error(redactText(error.message), inner === undefined ? undefined : { cause: inner });
  copy.name = error.name;
  copy.stack = redactText(error.stack ?? copy.message);
  return 'code' in error && typeof error.code === 'string' ? Object.assign(copy, { code: error.code }) : copy;
}

const toPlainCause = (cause: Error, path: ReadonlySet<Error>): Error | undefined =>
  path.has(cause) ? undefined : toPlainError(cause, path);
