// The composite request: up to 25 parts in one call, where later parts use what earlier ones answered.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { judgeBroken, judgeEach, type Outcomes } from './outcome';
import { isRepeatable, type Part } from './parts';
import { checkOrder, usesOf } from './references';
import { decodeComposite, encodeParts, toSubrequest } from './wire';

export interface RequestOptions {
  /** One part that fails takes everything back. Otherwise only the parts that need its answer are left out. */
  readonly allOrNone?: boolean;
  /** Lets Salesforce put parts together that do not use each other: quicker, but no longer in the order of the list. */
  readonly anyOrder?: boolean;
}

/** Composite Request Body: 25 subrequests, of which 5 may be queries or collections. */
const mostParts = 25;
const mostQueries = 5;
/** Salesforce works on such a request for up to ten minutes, and is silent until then. */
export const compositeIdleMs = 11 * 60_000;

/** Throws `request.*` before anything is sent. */
export async function request<const Parts extends readonly Part[]>(
  client: OrgClient,
  parts: Parts,
  { allOrNone = false, anyOrder = false }: RequestOptions,
  task: Task,
): Promise<Outcomes<Parts>> {
  checkCount(parts.length, mostParts, 'request.tooManyParts');
  checkNames(parts.map(({ ref }) => ref));
  const uses = usesOf(parts);
  checkOrder(uses);
  const queries = parts.filter((one) => /^\/(query|queryAll|composite\/sobjects)\b/i.test(toSubrequest(one).path));
  if (queries.length > 0) checkCount(queries.length, mostQueries, 'request.tooManyQueries');
  const json = {
    allOrNone,
    collateSubrequests: anyOrder,
    compositeRequest: encodeParts(parts, client.apiVersion),
  };
  const answers = await client.json(
    {
      method: 'POST',
      path: '/services/data/v{v}/composite',
      json,
      repeat: parts.every(isRepeatable) ? 'safe' : 'never',
      idleTimeoutMs: compositeIdleMs,
      isAnswer: (text) => text.includes('"compositeResponse"'),
    },
    (value) => decodeComposite(value, parts),
    task,
  );
  const isBroken = allOrNone && answers.some(({ ok, errors }) => !ok || errors.length > 0);
  return (isBroken ? judgeBroken(answers) : judgeEach(answers, uses)) as Outcomes<Parts>;
}
