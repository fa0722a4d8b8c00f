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
 * (comma-separated) and `retryAfter` (the raw header) where the response has them, `missing` (`record`) when the
 * record of the address does not exist, `page` (`maintenance`) when Salesforce is down for maintenance, and
 * `serverDate` for a refused login.
 */
export function fromResponse(response: ErrorResponse, context: RequestContext): SalesforceError {
  const refusal = readRefusal(response.text);
  return toError(response, context, refusal, codeOf(response.status, refusal));
}

function toError(response: ErrorResponse, context: RequestContext, refusal: Refusal, code: ErrorCode): SalesforceError {
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
    ...(message === noSuchRecord && { missing: 'record' }),
    ...(isMaintenance(response.status, refusal) && { page: 'maintenance' }),
    ...(refusal.form === 'login' && serverDate !== undefined && { serverDate }),
  };
  return SalesforceError.of(code, { user: '', audience: '', redirectUri: '', ...details });
}

/** A field or an object that does not exist has the same code and other words. */
const noSuchRecord = 'The requested resource does not exist';

const isMaintenance = (status: number, { form, message }: Refusal): boolean =>
  status === 503 && form === 'page' && /\bmaintenance\b/i.test(message);

/**
 * The same for a call to an org. A response that Salesforce itself cannot have written says nothing about the call:
 * `network.notSalesforce`. From a busy or broken server on the way, only the status counts: `errorCode` is empty.
 */
export function fromOrg(response: ErrorResponse, context: RequestContext): SalesforceError {
  if (isOfSalesforce(response)) return fromResponse(response, context);
  if (!isOfServer(response.status)) return notSalesforce(response, context);
  const refusal: Refusal = { ...readRefusal(response.text), errorCode: '', fields: [] };
  return toError(response, context, refusal, codeOfStatus(response.status, refusal));
}

/** What a busy or broken server answers, on the way or in Salesforce. */
const isOfServer = (status: number): boolean => status === 420 || status === 429 || status >= 500;

/** For a response of any status: what it says, without markup. */
export function notSalesforce(
  { status, text }: Pick<ErrorResponse, 'status' | 'text'>,
  { what, org }: RequestContext,
): SalesforceError {
  const words = (readRefusal(text).message || text.trim()).slice(0, maxWords).replace(/[.\s]+$/, '');
  const message = words === '' ? `HTTP ${status} without content` : `HTTP ${status}, “${words}”`;
  return new SalesforceError('network.notSalesforce', { what, org, status, message, reached: 'maybe' });
}

const maxWords = 200;

/**
 * Salesforce explains an error in JSON, or in a SOAP fault, with a code of its own. Without one are only: an address
 * that is too long, which its servers reject before a request reaches the API, and the choice among several records.
 */
function isOfSalesforce({ status, text }: ErrorResponse): boolean {
  const refusal = readRefusal(text);
  if (refusal.form === 'page') return (status === 414 || status === 431) && badMessage.exec(text)?.[1] === `${status}`;
  if (refusal.form === 'words') return ownWords.test(refusal.errorCode) || isChoice(status, text);
  return hasOwnCode(status, refusal);
}

function hasOwnCode(status: number, { form, errorCode }: Refusal): boolean {
  // Gateways answer with single objects, too.
  if (form === 'login' || (form === 'object' && isOfServer(status))) return false;
  return ownCode.test(errorCode) || (form === 'fault' && errorCode === 'Client');
}

const ownCode = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
/** Of the userinfo endpoint. */
const ownWords = /^(?:Bad|Missing)_OAuth_Token$/;
/** https://github.com/forcedotcom/salesforcedx-vscode/issues/3172 */
const badMessage = /^\s*<h1>Bad Message (\d{3})<\/h1>/;

/** The addresses of the records that have the external ID. */
const isChoice = (status: number, text: string): boolean => status === 300 && text.trimStart().startsWith('[');

const reasonOf = (errorCode: string, message: string): string =>
  errorCode === '' || errorCode === message ? message : `${message} (${errorCode})`;

/** The error of a login page, from the query of its redirect. */
export function fromRedirect(query: Readonly<Record<string, string>>, context: RequestContext): SalesforceError {
  const errorCode = query['error'] ?? '';
  const message = query['error_description'] ?? (errorCode || 'the redirect has no code');
  const code = codeOfLogin({ errorCode, message, fields: [], form: 'login' }) ?? 'login.refused';
  const details = { ...context, errorCode, message, reason: reasonOf(errorCode, message) };
  return SalesforceError.of(code, { user: '', ...details });
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
