// The composite request: up to 25 parts in one call, where later parts may refer to earlier ones.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { judgeRolledBack, judgeSeparately, type Outcomes } from './outcome';
import { isRepeatable, type Part } from './parts';
import { checkOrder, usesOf } from './references';
import { decodeComposite, encodeParts, toSubrequest } from './wire';

export interface RequestOptions {
  /** One failed part rolls everything back. Otherwise only the parts that refer to it are not run. */
  readonly allOrNone?: boolean;
  /** Lets Salesforce group parts without references to each other: faster, but no longer in the given order. */
  readonly anyOrder?: boolean;
}

/**
 * 25 parts, of which five may be queries or collections. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
const maxParts = 25;
const maxQueries = 5;
/** Salesforce may take up to ten minutes for such a request and sends nothing until then. */
export const compositeIdleMs = 11 * 60_000;

/** Throws `request.*` before anything is sent. */
export async function request<const Parts extends readonly Part[]>(
  client: OrgClient,
  parts: Parts,
  { allOrNone = false, anyOrder = false }: RequestOptions,
  task: Task,
): Promise<Outcomes<Parts>> {
  checkCount(parts.length, maxParts, 'request.tooManyParts');
  checkNames(parts.map(({ ref }) => ref));
  const uses = usesOf(parts);
  checkOrder(uses);
  const queries = parts.filter((one) => /^\/(query|queryAll|composite\/sobjects)\b/i.test(toSubrequest(one).path));
  if (queries.length > 0) checkCount(queries.length, maxQueries, 'request.tooManyQueries');
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
      isAnswer: (text, status) => status === 400 && text.includes('"compositeResponse"'),
    },
    (value) => decodeComposite(value, parts),
    task,
  );
  const isRolledBack = allOrNone && answers.some(({ ok, errors }) => !ok || errors.length > 0);
  return (isRolledBack ? judgeRolledBack(answers) : judgeSeparately(answers, uses)) as Outcomes<Parts>;
}
