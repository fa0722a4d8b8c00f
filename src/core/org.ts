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
import { permitOf } from './policy/policy';
import type { Clock, Files } from './ports';
import { createRest, type Rest } from './rest/rest';
import { createSoap } from './soap/soap';

export interface OrgApis {
  /** Queries, describes, single records, limits. */
  readonly rest: Rest;
  /** Many records or calls in one: collections, requests with references, batches, trees, graphs. */
  readonly composite: Composite;
  /** All bulk jobs of the org, including those of other users and tools. */
  readonly bulkJobs: RemoteJobs;
  /** Anonymous Apex and REST services written in Apex. */
  readonly apex: Apex;
  /** What the org lacks for our work, what is used up, when it expires. */
  readonly health: Health;
}

/** Throws `login.missing` for an org that is not known. */
export type OpenOrg = (orgId: string) => Promise<OrgApis>;

interface OrgParts {
  readonly orgs: Orgs;
  readonly clock: Clock;
  readonly files: Files;
}

/** Signing in again creates a new client, so the APIs of an org are kept as long as its client. */
export function createOpenOrg({ orgs, ...parts }: OrgParts): OpenOrg {
  const opened = new WeakMap<OrgClient, OrgApis>();
  return async (orgId) => {
    const client = await orgs.client(orgId);
    const apis = opened.get(client) ?? toApis(client, { ...parts, organization: orgId.split('-')[0] ?? '' });
    opened.set(client, apis);
    return apis;
  };
}

interface ApiParts extends Omit<OrgParts, 'orgs'> {
  readonly organization: string;
}

function toApis(client: OrgClient, { clock, files, organization }: ApiParts): OrgApis {
  const rest = lazy(() => createRest(client, clock));
  const composite = lazy(() => createComposite(client));
  const bulkJobs = lazy(() => createRemoteJobs({ client, files, userNames: rest().userNames }));
  const apex = lazy(() => createApex({ client, organization }));
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
    get health() {
      return health();
    },
  };
}

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
