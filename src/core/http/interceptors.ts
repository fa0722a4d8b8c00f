// The layers that every call to an org passes through, as functions around functions.
import type { SalesforceError } from '../errors/salesforceError';
import type { HttpResponse } from '../ports';
import type { Task } from '../kernel/task';
import type { OrgRequest, Session } from './client';

/** A request on its way to the org; `authorize` adds the session. */
export interface Call {
  readonly request: OrgRequest;
  readonly session?: Session;
  /** The body is read before `next` returns, so a connection that breaks within it counts as a failed call. */
  readonly isBuffered: boolean;
  /** Called before a retry when an earlier try may have been processed. */
  readonly onUncertainRetry?: () => void;
}

export interface CallResponse extends HttpResponse {
  /** The start of a text of the response for a log or a message, without the secrets that the call carried. */
  readonly quote: (text: string, maxLength: number) => string;
  /** Of a buffered response; undefined for an empty body. */
  readonly json: () => unknown;
  /** The error of a response that is not Salesforce's. */
  readonly toForeign: (text: string) => SalesforceError;
}

/** Returns statuses below 300 (and a 304 that was asked for); throws every other response as a SalesforceError. */
export type Send = (call: Call, task: Task) => Promise<CallResponse>;

export type Interceptor = (next: Send) => Send;

/** The first interceptor is the outermost: it sees the call first and the response last. */
export const compose = (interceptors: readonly Interceptor[], innermost: Send): Send =>
  interceptors.reduceRight((next, interceptor) => interceptor(next), innermost);
