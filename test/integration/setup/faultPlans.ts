// Everything that goes wrong between a job and Salesforce (facts §12.7): what each fault is, and in which call it strikes.
// docs/faults.md tells a person what comes of each.
import type { FaultSpec, HttpAction } from '../../../src/practice/org/faults';

/** A fault after which the job goes on by itself and nobody loses a row. */
export const passing: Readonly<Record<string, HttpAction>> = {
  'a reset before the request is read': { kind: 'reset', when: 'beforeBody' },
  'a reset after the request is read': { kind: 'reset', when: 'afterBody' },
  'a reset after Salesforce acted': { kind: 'reset', when: 'afterAction' },
  'a reset in the middle of the answer': { kind: 'reset', when: 'midResponse' },
  'a hang before the request is read': { kind: 'hang', when: 'beforeBody' },
  'a hang after Salesforce acted': { kind: 'hang', when: 'afterAction' },
  'a maintenance page': { kind: 'maintenance' },
  'too many requests at once': {
    kind: 'refuse',
    status: 403,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  },
  'a 429 that says when to come back': { kind: 'answer', status: 429, body: '', headers: { 'Retry-After': '1' } },
  'a zip that nobody asked for': { kind: 'gzip', how: 'unrequested' },
  'a zip that is cut short': { kind: 'gzip', how: 'cut' },
  'a zip that is none': { kind: 'gzip', how: 'garbage' },
};

interface Stop {
  readonly action: HttpAction;
  /** Why the job says that it was interrupted. */
  readonly code: string;
}

/** A fault that only a person can end: the job is interrupted, and goes on when it is resumed. */
export const stopping: Readonly<Record<string, Stop>> = {
  'a session that ends': { action: { kind: 'expireSessions' }, code: 'login.expired' },
  'no API calls left': {
    action: {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    },
    code: 'limit.requests',
  },
};

/** An address that is longer than Salesforce reads; none of the bulk calls is, but a proxy may say so. */
export const tooLong: HttpAction = {
  kind: 'answer',
  status: 414,
  body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>',
};

type Phase = Pick<FaultSpec, 'method' | 'path' | 'nth'>;

export const loadPhases = {
  create: { method: 'POST', path: '*/jobs/ingest' },
  upload: { method: 'PUT', path: '*/batches' },
  close: { method: 'PATCH', path: '*/jobs/ingest/*' },
  look: { method: 'GET', path: '*/jobs/ingest/750*' },
  results: { method: 'GET', path: '*Results/' },
  unprocessed: { method: 'GET', path: '*/unprocessedrecords/' },
} as const satisfies Record<string, Phase>;

/** Of 130 records in pages of 20. */
export const exportPhases = {
  create: { method: 'POST', path: '*/jobs/query' },
  look: { method: 'GET', path: '*/jobs/query/750*' },
  list: { method: 'GET', path: '*/resultPages' },
  'second list': { method: 'GET', path: '*/resultPages', nth: 2 },
  'first page': { method: 'GET', path: '*/results' },
  'a page in the middle': { method: 'GET', path: '*/results', nth: 4 },
  'last page': { method: 'GET', path: '*/results', nth: 7 },
} as const satisfies Record<string, Phase>;
