// The APIs of one org. Each is built on first use and shared, so that the org's describes are read once.
import { createApex, type Apex } from './apex/apex';
import type { Orgs } from './auth/orgs';
import { createRemoteJobs, type RemoteJobs } from './bulk/remoteJobs';
import { createCollections } from './composite/collections';
import { createComposite, type Composite } from './composite/composite';
import { SalesforceError } from './errors/salesforceError';
import { createHealth, type Health } from './health/health';
import type { OrgClient } from './http/client';
import { withSaveHeaders } from './load/calls/saveHeaders';
import type { ExportDeps } from './export/export';
import type { LoadDeps } from './load/load';
import { permitOf, type Gate } from './policy/policy';
import type { Clock, Files } from './ports';
import { createRest, type Rest, type Row } from './rest/rest';
import { createSoap } from './soap/soap';
import { createDebugLogs, type DebugLogs, type OpenCalls } from './tooling/tooling';

export interface OrgApis {
  /** Queries, describes, single records, limits. */
  readonly rest: Rest;
  /** Many records or calls in one: collections, requests with references, batches, trees, graphs. */
  readonly composite: Composite;
  /** All bulk jobs of the org, including those of other users and tools. */
  readonly bulkJobs: RemoteJobs;
  /** Anonymous Apex, REST services written in Apex, and tests. */
  readonly apex: Apex;
  /** Debug logs, and the trace flags that make Salesforce keep them. */
  readonly logs: DebugLogs;
  /** What the org lacks for our work, what is used up, when it expires. */
  readonly health: Health;
}

/** Throws `login.missing` for an org that is not known. */
export type OpenOrg = (orgId: string) => Promise<OrgApis>;

interface OrgParts {
  readonly orgs: Orgs;
  readonly clock: Clock;
  readonly files: Files;
  readonly gateOf: (orgId: string) => Pick<Gate, 'openSeveral' | 'resultOfError'>;
}

/** Signing in again creates a new client, so the APIs of an org are kept as long as its client. */
export function createOpenOrg({ orgs, gateOf, ...parts }: OrgParts): OpenOrg {
  const opened = new WeakMap<OrgClient, OrgApis>();
  return async (orgId) => {
    const client = await orgs.client(orgId);
    const openCalls: OpenCalls = async (write, task) => {
      const { openSeveral, resultOfError } = gateOf(orgId);
      const { permit, end } = await openSeveral(write, task);
      return { client: await orgs.client(orgId, permit), resultOfError, end };
    };
    const [organization = '', userId = ''] = orgId.split('-');
    const apis = opened.get(client) ?? toApis(client, { ...parts, openCalls, organization, userId });
    opened.set(client, apis);
    return apis;
  };
}

/** The ID of an org is that of the organization and that of the user (see auth/org). */
interface ApiParts extends Omit<OrgParts, 'orgs' | 'gateOf'> {
  readonly organization: string;
  readonly userId: string;
  readonly openCalls: OpenCalls;
}

function toApis(client: OrgClient, parts: ApiParts): OrgApis {
  const { clock, files, organization } = parts;
  const rest = lazy(() => createRest(client, clock));
  const composite = lazy(() => createComposite(client));
  const bulkJobs = lazy(() => createRemoteJobs({ client, files, userNames: rest().userNames }));
  const apex = lazy(() => createApex({ client, clock, organization, userId: parts.userId }));
  const logs = lazy(() => createDebugLogs({ ...parts, client, query: queryRows(rest) }));
  const health = lazy(() => createHealth({ client, rest: rest() }));
  return {
    get rest() {
      return rest();
    },
    get composite() {
      return composite();
    },
    get bulkJobs() {
      return bulkJobs();
    },
    get apex() {
      return apex();
    },
    get logs() {
      return logs();
    },
    get health() {
      return health();
    },
  };
}

const queryRows =
  (rest: () => Rest): Parameters<typeof createDebugLogs>[0]['query'] =>
  async (soql, task) => {
    const found: Row[] = [];
    for await (const row of (await rest().query(soql, {}, task)).rows) found.push(row);
    return found;
  };

function lazy<T extends object>(create: () => T): () => T {
  let created: T | undefined;
  return () => (created ??= create());
}

/** Rejects every call: for a job that is ended without its org. */
const offlineClient: OrgClient = {
  org: '',
  apiVersion: '',
  send: () => Promise.reject(new SalesforceError('job.endedOffline')),
  json: () => Promise.reject(new SalesforceError('job.endedOffline')),
};

export const offlineLoadOrg =
  (clock: Clock): LoadDeps['org'] =>
  () => {
    const calls = {
      rest: createRest(offlineClient, clock),
      collections: createCollections(offlineClient),
      soap: createSoap(offlineClient),
    };
    return Promise.resolve({ client: offlineClient, userId: '', calls });
  };

/** The org as a load may use it: its writes pass with the permit of the load, without asking again. */
export function createLoadOrg(orgs: Orgs, openOrg: OpenOrg, clock: Clock): LoadDeps['org'] {
  return async (state, plan) => {
    const { orgId } = state.spec;
    const client = await orgs.client(orgId, permitOf(state, plan));
    const { describes } = (await openOrg(orgId)).rest;
    const saving = withSaveHeaders(client, state.spec.save);
    const calls = {
      rest: { ...createRest(saving, clock), describes },
      collections: createCollections(saving),
      soap: createSoap(client),
    };
    // The user's id is the second half of the org's (see auth/org).
    return { client, userId: orgId.split('-')[1] ?? '', calls };
  };
}

export const offlineExportOrg = (clock: Clock): Pick<ExportDeps, 'client' | 'rest'> => ({
  client: () => Promise.resolve(offlineClient),
  rest: () => Promise.resolve(createRest(offlineClient, clock)),
});
