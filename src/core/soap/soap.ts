// The SOAP Partner API, for what no other API can do: undelete.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';
import { allOrNoneHeader, decodeUndelete, encodeUndelete, type Undeleted } from './wire';

interface UndeleteBatch {
  /** At most 200, of any objects. */
  readonly ids: readonly string[];
  /** One failure rolls all records back. */
  readonly allOrNone?: boolean;
}

/**
 * Outcomes are in the order of the ids. Throws when Salesforce refuses the whole call: then it restored none of them. A
 * call whose response was lost is not sent again; the caller has to decide.
 */
export interface Soap {
  readonly undelete: (batch: UndeleteBatch, task: Task) => Promise<readonly Undeleted[]>;
}

const maxRecords = 200;
/** Triggers and flows of 200 records may take minutes. */
const idleTimeoutMs = 180_000;

export function createSoap(client: OrgClient): Soap {
  return {
    undelete: async ({ ids, allOrNone = false }, task) => {
      if (ids.length > maxRecords)
        throw new SalesforceError('request.tooManyRecords', { found: ids.length, limit: maxRecords });
      if (ids.length === 0) return [];
      const request: OrgRequest = {
        method: 'POST',
        path: '/services/Soap/u/{v}',
        soap: { body: encodeUndelete(ids), ...(allOrNone && { header: allOrNoneHeader }) },
        repeat: 'never',
        idleTimeoutMs,
      };
      const response = await client.send(request, task);
      return decode(await response.text(), ids.length, request);
    },
  };
}

function decode(xml: string, count: number, { method, path }: OrgRequest): readonly Undeleted[] {
  try {
    return decodeUndelete(xml, count);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new SalesforceError('server.unexpected', { what: `${method} ${path}`, message }, { cause });
  }
}
