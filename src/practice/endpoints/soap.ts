// The SOAP APIs for records: login and logout for tools without OAuth, and undelete, which no other API has.
// See https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-undelete.html
import { undeleteRows } from '../dml/undelete';
import type { RowOutcome } from '../dml/outcome';
import { route, type Answer, type Call, type Route } from '../http/http';
import { soapLogin, soapLogout } from '../login/soap';
import type { Org } from '../org/org';
import { rowError } from '../data/rowErrors';
import { soapSession } from '../soap/session';
import { answer, callIn, elements, fault, textIn, textsIn, type Envelope } from '../soap/envelope';

const maxIds = 200;

/** The session is in the envelope, so the routes are open. */
export function soapRoutes(org: Org): Route[] {
  return ['u', 'c'].flatMap((api) => {
    const handle = (call: Call): Promise<Answer> => soap(org, call, api);
    return ['', '/:orgId'].map((end) => route('POST', `/services/Soap/${api}/:version${end}`, handle, { open: true }));
  });
}

async function soap(org: Org, call: Call, api: string): Promise<Answer> {
  const envelope = { api, xml: await call.text() };
  const name = callIn(envelope);
  switch (name) {
    case 'logout':
      return soapLogout(org, envelope);
    case 'login':
      return soapLogin(org, call, envelope);
    case 'undelete':
      return undelete(org, envelope, String(call.params['version']));
    default:
      return fault(envelope, 'UNKNOWN_EXCEPTION', `The practice org does not simulate the SOAP call '${name}'.`);
  }
}

function undelete(org: Org, envelope: Envelope, version: string): Answer {
  const { xml } = envelope;
  const session = soapSession(org, xml, version);
  if ('code' in session) return fault(envelope, session.code, session.sentence);
  const { apiRequests } = org.limits;
  if (apiRequests.used >= apiRequests.max)
    return fault(envelope, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  apiRequests.used++;
  const ids = textsIn(xml, 'ids');
  if (ids.length > maxIds)
    return fault(
      envelope,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxIds} records into this call`,
    );
  const undo: (() => void)[] = [];
  const outcomes = undeleteRows(org, ids, { userId: session.userId, undo });
  const isUndone = textIn(xml, 'allOrNone') === 'true' && outcomes.some(({ ok }) => !ok);
  if (isUndone) for (const step of undo.reverse()) step();
  const shown = isUndone ? outcomes.map(rolledBack) : outcomes;
  return answer(envelope, `<undeleteResponse>${shown.map(resultOf).join('')}</undeleteResponse>`);
}

function rolledBack(outcome: RowOutcome): RowOutcome {
  if (!outcome.ok) return outcome;
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  return { ok: false, id: outcome.id, errors: [rowError('ALL_OR_NONE_OPERATION_ROLLED_BACK', message)] };
}

function resultOf(outcome: RowOutcome): string {
  const errors = outcome.ok
    ? ''
    : outcome.errors
        .map(({ statusCode, message, fields }) => {
          const named = fields.map((name) => elements({ fields: name })).join('');
          return `<errors>${named}${elements({ message, statusCode })}</errors>`;
        })
        .join('');
  const id = outcome.id === undefined ? '<id xsi:nil="true"/>' : elements({ id: outcome.id });
  return `<result>${errors}${id}${elements({ success: outcome.ok })}</result>`;
}
