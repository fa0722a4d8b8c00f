// The layers that every call to an org passes, as functions around functions.
import type { HttpResponse } from '../ports';
import type { Task } from '../kernel/task';
import type { OrgRequest, Session } from './client';

/** A request on its way down; `authorize` adds the session. */
export interface Call {
  readonly request: OrgRequest;
  readonly session?: Session;
  /** Read the body before anybody sees the answer, so that a break in the middle counts as a failed call. */
  readonly whole: boolean;
  /** Told before the call is sent again although an earlier sending may have been acted on. */
  readonly doubt?: () => void;
}

export interface Answer extends HttpResponse {
  /** Words of the answer as a log or a sentence may have them: without what the call itself carried as secrets. */
  readonly quote: (text: string) => string;
}

/** Answers below 300 (and the 304 that was asked for); everything else is thrown as SalesforceError. */
export type Send = (call: Call, task: Task) => Promise<Answer>;

export type Interceptor = (next: Send) => Send;

/** The first interceptor is the outermost: it sees the call first and the answer last. */
export const compose = (interceptors: readonly Interceptor[], innermost: Send): Send =>
  interceptors.reduceRight((next, interceptor) => interceptor(next), innermost);
