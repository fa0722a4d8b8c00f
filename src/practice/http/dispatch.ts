// Checks the session and the API limit of a call, runs its handler, and turns errors into Salesforce's responses.
import type { Org } from '../org/org';
import { Refusal, refuse, type Answer, type Call, type Session } from './http';
import type { Router } from './router';

/** Runs one call; never throws. */
export type Dispatch = (call: Call) => Promise<Answer>;

/** `metered` calls count against the daily API request limit. */
export function createDispatch(org: Org, router: Router, options: { readonly metered: boolean }): Dispatch {
  return async (call) => {
    const session = sessionOf(org, call);
    try {
      const isApi = /^\/services\/data\/v/i.test(call.path);
      if (isApi) checkAllowance(org, session, options.metered);
      const method = methodOf(call);
      const { route, params, version } = router.find(method, call.path);
      if (!route.open && session === undefined) throw expired();
      refuseXml(call);
      const answer = await route.handler({ ...call, method, params, version, session });
      return isApi ? withLimitInfo(org, answer) : answer;
    } catch (error) {
      return toAnswer(org, error, session);
    }
  };
}

/** `POST …?_HttpMethod=PATCH` is for clients that cannot send a PATCH. */
function methodOf({ method, query }: Call): string {
  return method === 'POST' ? (query.get('_HttpMethod')?.toUpperCase() ?? method) : method;
}

/** Salesforce can respond in XML; the practice org cannot. */
function refuseXml(call: Call): void {
  const accept = call.header('accept') ?? '';
  const isXmlOnly = /\bxml\b/i.test(accept) && !/json|html|csv|\*\/\*/i.test(accept);
  if (isXmlOnly) throw refuse(406, 'NOT_ACCEPTABLE', 'The practice org responds in JSON. It does not simulate XML.');
}

function sessionOf(org: Org, call: Call): Session | undefined {
  const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1];
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

function expired(): Refusal {
  return refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

function withLimitInfo(org: Org, answer: Answer): Answer {
  return { ...answer, headers: { 'Sforce-Limit-Info': org.limits.limitInfo, ...answer.headers } };
}

function toAnswer(org: Org, error: unknown, session: Session | undefined): Answer {
  if (!(error instanceof Refusal)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      status: 500,
      json: [{ message: `An unexpected error occurred. ${text}`, errorCode: 'UNKNOWN_EXCEPTION' }],
    };
  }
  const answer = { status: error.status, json: error.errors };
  if (error.status === 401) return { ...answer, headers: { 'WWW-Authenticate': 'Token' } };
  return session === undefined ? answer : withLimitInfo(org, answer);
}
