// The only reader of error responses: a response of any shape → a code of the catalog.
import type { ErrorCode } from './catalog';
import { codeOfLogin } from './loginRefusal';
import { readRefusal, type Refusal } from './refusal';
import { SalesforceError, type Details } from './salesforceError';

export interface ErrorResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** The request, for the message. */
export interface RequestContext {
  /** Method and path, or a name that a person knows. */
  readonly what: string;
  /** The label of the org, or its host. */
  readonly org: string;
  readonly user?: string;
  readonly audience?: string;
  readonly redirectUri?: string;
}

/**
 * The details always contain `status`, `errorCode` (Salesforce's own, or empty) and `message`; `fields`
 * (comma-separated) and `retryAfter` (the raw header) where the response has them, and `serverDate` for a refused
 * login.
 */
export function fromResponse(response: ErrorResponse, context: RequestContext): SalesforceError {
  const refusal = readRefusal(response.text);
  const message = refusal.message || `HTTP ${response.status}`;
  const retryAfter = response.header('retry-after');
  const serverDate = response.header('date');
  const details: Details = {
    ...context,
    status: response.status,
    errorCode: refusal.errorCode,
    message,
    reason: reasonOf(refusal.errorCode, message),
    ...(refusal.fields.length > 0 && { fields: refusal.fields.join(',') }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(refusal.isOAuth && serverDate !== undefined && { serverDate }),
  };
  return new SalesforceError(codeOf(response.status, refusal), { user: '', audience: '', redirectUri: '', ...details });
}

const reasonOf = (errorCode: string, message: string): string =>
  errorCode === '' || errorCode === message ? message : `${message} (${errorCode})`;

/** The error of a login page, from the query of its redirect. */
export function fromRedirect(query: Readonly<Record<string, string>>, context: RequestContext): SalesforceError {
  const errorCode = query['error'] ?? '';
  const message = query['error_description'] ?? (errorCode || 'the redirect has no code');
  const code = codeOfLogin({ errorCode, message, fields: [], isOAuth: true }) ?? 'login.refused';
  const details = { ...context, errorCode, message, reason: reasonOf(errorCode, message) };
  return new SalesforceError(code, { user: '', ...details });
}

function codeOf(status: number, refusal: Refusal): ErrorCode {
  return codeOfLogin(refusal) ?? codeOfErrorCode(refusal) ?? codeOfStatus(status, refusal);
}

/** The session is valid, but not for this API: renewing it would not help. */
const wrongKindOfSession =
  /This session is not valid for use with the REST API|Connected app is not attached to Agent/i;

const codes: Readonly<Record<string, ErrorCode>> = {
  API_CURRENTLY_DISABLED: 'request.noAccess',
  API_DISABLED_FOR_ORG: 'request.noAccess',
  FEATURENOTENABLED: 'request.noAccess',
  INSUFFICIENT_ACCESS: 'request.noAccess',
  INSUFFICIENT_ACCESS_OR_READONLY: 'request.noAccess',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'request.noAccess',
  NOT_FOUND: 'request.notFound',
  ENTITY_IS_DELETED: 'request.notFound',
  MALFORMED_QUERY: 'request.badSoql',
  MALFORMED_SEARCH: 'request.badSoql',
  INVALID_QUERY_FILTER_OPERATOR: 'request.badSoql',
  INVALID_QUERY_LOCATOR: 'job.locatorExpired',
  EXCEEDEDQUOTA: 'limit.bulk',
  SERVER_UNAVAILABLE: 'server.unavailable',
};

function codeOfErrorCode({ errorCode, message }: Refusal): ErrorCode | undefined {
  if (errorCode === 'INVALID_SESSION_ID' || errorCode === 'Bad_OAuth_Token' || errorCode === 'Missing_OAuth_Token')
    return wrongKindOfSession.test(message) ? 'request.noAccess' : 'login.expired';
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED')
    return /concurrent/i.test(message) ? 'limit.concurrent' : 'limit.requests';
  if (/^ExceededQuota\b/i.test(message)) return 'limit.bulk';
  if (/not supported (in Bulk Query|by the Bulk API)/i.test(message)) return 'request.notBulkable';
  if (errorCode === 'FEATURENOTENABLED' && /hard ?delete/i.test(message)) return 'request.noHardDelete';
  // Only query errors have a position. The same code without one is about a record.
  if (/ERROR at Row:\d+:Column:\d+/.test(message)) return 'request.badSoql';
  return codes[errorCode];
}

function codeOfStatus(status: number, { message }: Refusal): ErrorCode {
  if (status === 401) return wrongKindOfSession.test(message) ? 'request.noAccess' : 'login.expired';
  if (status === 403) return 'request.noAccess';
  if (status === 404 || status === 410) return 'request.notFound';
  if (status === 429) return 'limit.concurrent';
  if (status === 420 || status === 502 || status === 503 || status === 504) return 'server.unavailable';
  if (status >= 500) return 'server.failed';
  return status >= 400 ? 'request.refused' : 'server.unexpected';
}
