// The faults between a job and Salesforce that the tests produce, and the calls in which they occur. docs/faults.md
// lists what happens then.
import type { FaultSpec, HttpAction } from '../../../src/practice/org/faults';

/** The job recovers from these without help, and no row is lost. */
export const temporaryFaults: Readonly<Record<string, HttpAction>> = {
  'reset before the request is read': { kind: 'reset', when: 'beforeBody' },
  'reset after the request is read': { kind: 'reset', when: 'afterBody' },
  'reset after Salesforce acted': { kind: 'reset', when: 'afterAction' },
  'reset in the middle of the response': { kind: 'reset', when: 'midResponse' },
  'no response before the request is read': { kind: 'hang', when: 'beforeBody' },
  'no response after Salesforce acted': { kind: 'hang', when: 'afterAction' },
  'maintenance page': { kind: 'maintenance' },
  'too many concurrent requests': {
    kind: 'refuse',
    status: 403,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  },
  'status 429 with Retry-After': { kind: 'answer', status: 429, body: '', headers: { 'Retry-After': '1' } },
  'error of a server on the way': {
    kind: 'answer',
    status: 503,
    body: '{"error":"unavailable","message":"no healthy upstream"}',
  },
  'status 401 without Salesforce’s code': { kind: 'answer', status: 401, body: 'Unauthorized' },
  'sign-in page with status 200': { kind: 'answer', status: 200, body: '<html>Sign in to the hotel</html>' },
  'empty response with status 200': { kind: 'answer', status: 200, body: '' },
  'page of another server with status 404': { kind: 'answer', status: 404, body: '<html>Not found</html>' },
  'JSON that is cut': { kind: 'answer', status: 200, body: '{"id":"7505e0000' },
  'unrequested gzip': { kind: 'gzip', how: 'unrequested' },
  'incomplete gzip': { kind: 'gzip', how: 'cut' },
  'invalid gzip': { kind: 'gzip', how: 'garbage' },
};

interface LastingFault {
  readonly action: HttpAction;
  /** Why the job was interrupted. */
  readonly code: string;
}

/** These last until a person acts: the job is interrupted and continues when it is resumed. */
export const lastingFaults: Readonly<Record<string, LastingFault>> = {
  'expired session': { action: { kind: 'expireSessions' }, code: 'login.expired' },
  'no API requests left': {
    action: {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    },
    code: 'limit.requests',
  },
};

/** The response to a URL that is too long. No Bulk API URL is, but a proxy may have a lower limit. */
export const urlTooLong: HttpAction = {
  kind: 'answer',
  status: 414,
  body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>',
};

type Phase = Pick<FaultSpec, 'method' | 'path' | 'nth'>;

export const loadPhases = {
  create: { method: 'POST', path: '*/jobs/ingest' },
  upload: { method: 'PUT', path: '*/batches' },
  close: { method: 'PATCH', path: '*/jobs/ingest/*' },
  poll: { method: 'GET', path: '*/jobs/ingest/750*' },
  results: { method: 'GET', path: '*Results/' },
  unprocessed: { method: 'GET', path: '*/unprocessedrecords/' },
} as const satisfies Record<string, Phase>;

/** For an export of 130 records in pages of 20. */
export const exportPhases = {
  create: { method: 'POST', path: '*/jobs/query' },
  poll: { method: 'GET', path: '*/jobs/query/750*' },
  list: { method: 'GET', path: '*/resultPages' },
  'list more': { method: 'GET', path: '*/resultPages', nth: 2 },
  'first page': { method: 'GET', path: '*/results' },
  'middle page': { method: 'GET', path: '*/results', nth: 4 },
  'last page': { method: 'GET', path: '*/results', nth: 7 },
} as const satisfies Record<string, Phase>;
