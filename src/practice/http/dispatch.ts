// Checks the session and the API limit of a call, runs its handler, and turns errors into Salesforce's responses.
import type { Org } from '../org/org';
import { refuseOtherThanJson } from './call';
import { expired, Refusal, refuse, bearerOf, type Answer, type Call, type Session } from './http';
import type { Router } from './router';

/** Runs one call; never throws. */
export type Dispatch = (call: Call) => Promise<Answer>;

export interface DispatchOptions {
  /** Calls count against the daily API request limit. */
  readonly metered: boolean;
  /** Receives each error that is a bug of the practice org. The response does not contain it. */
  readonly onUnexpected: (error: unknown) => void;
}

export function createDispatch(org: Org, router: Router, options: DispatchOptions): Dispatch {
  return async (call) => {
    const session = sessionOf(org, call);
    try {
      const isApi = /^\/services\/data\/v/i.test(call.path);
      if (isApi) checkAllowance(org, session, options.metered);
      const method = methodOf(call);
      const { route, params, version } = router.find(method, call.path);
      if (!route.open && session === undefined) throw expired();
      refuseXml(call);
      if (isControl(call)) refuseOtherThanJson(call.header('content-type'), call.path);
      const answer = await route.handler({ ...call, method, params, version, session });
      return isApi ? withLimitInfo(org, answer) : answer;
    } catch (error) {
      if (!(error instanceof Refusal)) options.onUnexpected(error);
      return toAnswer(org, error, session);
    }
  };
}

/** `POST …?_HttpMethod=PATCH` is for clients that cannot send a PATCH. */
function methodOf({ method, query }: Call): string {
  return method === 'POST' ? (query.get('_HttpMethod')?.toUpperCase() ?? method) : method;
}

/** Without the content type of JSON, a browser sends a POST to another site without a preflight request. */
function isControl({ method, path }: Call): boolean {
  return path.toLowerCase().startsWith('/practice/') && (method === 'POST' || method === 'PATCH');
}

/** Salesforce can respond in XML; the practice org cannot. */
function refuseXml(call: Call): void {
  const accept = call.header('accept') ?? '';
  const isXmlOnly = /\bxml\b/i.test(accept) && !/json|html|csv|\*\/\*/i.test(accept);
  if (isXmlOnly) throw refuse(406, 'NOT_ACCEPTABLE', 'The practice org responds in JSON. It does not simulate XML.');
}

function sessionOf(org: Org, call: Call): Session | undefined {
  const token = bearerOf(call);
  return token === undefined ? undefined : org.sessions.find(token);
}

function checkAllowance(org: Org, session: Session | undefined, isMetered: boolean): void {
  if (session === undefined) throw expired();
  if (!isMetered) return;
  const { apiRequests } = org.limits;
  if (apiRequests.used >= apiRequests.max) {
    throw refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }
  apiRequests.used++;
}

function withLimitInfo(org: Org, answer: Answer): Answer {
  return { ...answer, headers: { 'Sforce-Limit-Info': org.limits.limitInfo, ...answer.headers } };
}

const unexpected = {
  message: 'An unexpected error occurred. The error output of the practice org has the details.',
  errorCode: 'UNKNOWN_EXCEPTION',
} as const;

function toAnswer(org: Org, error: unknown, session: Session | undefined): Answer {
  if (!(error instanceof Refusal)) return { status: 500, json: [unexpected] };
  const answer = { status: error.status, json: error.errors };
  if (error.status === 401) return { ...answer, headers: { 'WWW-Authenticate': 'Token' } };
  // The rest of a body that is too large is not read.
  if (error.status === 413) return { ...answer, headers: { Connection: 'close' } };
  return session === undefined ? answer : withLimitInfo(org, answer);
}
