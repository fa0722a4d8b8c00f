// The only reader of what Salesforce says when it refuses: an answer of any shape → the code of the catalog.
import type { ErrorCode } from './catalog';
import { judgeLogin } from './loginRefusal';
import { readRefusal, type Refusal } from './refusal';
import { SalesforceError, type Details } from './salesforceError';

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** What was asked, for the sentence. */
export interface Asked {
  /** Method and path, or what a person would call the thing. */
  readonly what: string;
  /** Name of the org or of its host. */
  readonly org: string;
  readonly user?: string;
  readonly audience?: string;
  readonly redirectUri?: string;
}

/**
 * Details always hold `status`, `errorCode` (Salesforce's own, or empty) and `message`; `fields` (comma-separated) and
 * `retryAfter` (the header as it came) where the server named them, `serverDate` where it refused a login.
 */
export function fromResponse(answer: Answer, asked: Asked): SalesforceError {
  const refusal = readRefusal(answer.text);
  const message = refusal.message || `HTTP ${answer.status}`;
  const retryAfter = answer.header('retry-after');
  const serverDate = answer.header('date');
  const details: Details = {
    ...asked,
    status: answer.status,
    errorCode: refusal.errorCode,
    message,
    reason: reasonOf(refusal.errorCode, message),
    ...(refusal.fields.length > 0 && { fields: refusal.fields.join(',') }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(refusal.isOAuth && serverDate !== undefined && { serverDate }),
  };
  return new SalesforceError(judge(answer.status, refusal), { user: '', audience: '', redirectUri: '', ...details });
}

const reasonOf = (errorCode: string, message: string): string =>
  errorCode === '' || errorCode === message ? message : `${message} (${errorCode})`;

/** The refusal that a browser brings back from the login page in the query of the redirect. */
export function fromRedirect(query: Readonly<Record<string, string>>, asked: Asked): SalesforceError {
  const errorCode = query['error'] ?? '';
  const message = query['error_description'] ?? (errorCode || 'the answer has no code');
  const code = judgeLogin({ errorCode, message, fields: [], isOAuth: true }) ?? 'login.refused';
  const details = { ...asked, errorCode, message, reason: reasonOf(errorCode, message) };
  return new SalesforceError(code, { user: '', ...details });
}

function judge(status: number, refusal: Refusal): ErrorCode {
  return judgeLogin(refusal) ?? byErrorCode(refusal) ?? byStatus(status, refusal);
}

/** Sessions that work, but not here: renewing them would go round in circles. */
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

function byErrorCode({ errorCode, message }: Refusal): ErrorCode | undefined {
  if (errorCode === 'INVALID_SESSION_ID' || errorCode === 'Bad_OAuth_Token' || errorCode === 'Missing_OAuth_Token')
    return wrongKindOfSession.test(message) ? 'request.noAccess' : 'login.expired';
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED')
    return /concurrent/i.test(message) ? 'limit.concurrent' : 'limit.requests';
  if (/^ExceededQuota\b/i.test(message)) return 'limit.bulk';
  if (/not supported (in Bulk Query|by the Bulk API)/i.test(message)) return 'request.notBulkable';
  if (errorCode === 'FEATURENOTENABLED' && /hard ?delete/i.test(message)) return 'request.noHardDelete';
  // A query error names the place; the same code without one is about a record.
  if (/ERROR at Row:\d+:Column:\d+/.test(message)) return 'request.badSoql';
  return codes[errorCode];
}

function byStatus(status: number, { message }: Refusal): ErrorCode {
  if (status === 401) return wrongKindOfSession.test(message) ? 'request.noAccess' : 'login.expired';
  if (status === 403) return 'request.noAccess';
  if (status === 404 || status === 410) return 'request.notFound';
  if (status === 429) return 'limit.concurrent';
  if (status === 420 || status === 502 || status === 503 || status === 504) return 'server.unavailable';
  if (status >= 500) return 'server.failed';
  return status >= 400 ? 'request.refused' : 'server.unexpected';
}
