// The APIs of one org. Each is built on first use and shared, so that the org's describes are read once.
import type { Orgs } from './auth/orgs';
import { createRemoteJobs, type RemoteJobs } from './bulk/remoteJobs';
import { createCollections } from './composite/collections';
import { createComposite, type Composite } from './composite/composite';
import { createHealth, type Health } from './health/health';
import type { OrgClient } from './http/client';
import { withoutAssignmentRules } from './load/calls/noAssignmentRules';
import type { LoadDeps } from './load/load';
import { permitOf } from './policy/policy';
import type { Clock, Files } from './ports';
import { createRest, type Rest } from './rest/rest';

export interface OrgApis {
  /** Queries, describes, single records, limits. */
  readonly rest: Rest;
  /** Many records or calls in one: collections, requests with references, batches, trees, graphs. */
  readonly composite: Composite;
  /** All bulk jobs of the org, including those of other users and tools. */
  readonly bulkJobs: RemoteJobs;
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
    const apis = opened.get(client) ?? toApis(client, parts);
    opened.set(client, apis);
    return apis;
  };
}

function toApis(client: OrgClient, { clock, files }: Omit<OrgParts, 'orgs'>): OrgApis {
  const rest = lazy(() => createRest(client, clock));
  const composite = lazy(() => createComposite(client));
  const bulkJobs = lazy(() => createRemoteJobs({ client, files, userNames: rest().userNames }));
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
    get health() {
      return health();
    },
  };
}

function lazy<T extends object>(create: () => T): () => T {
  let created: T | undefined;
  return () => (created ??= create());
}

/** The org as a load may use it: its writes pass with the permit of the load, without asking again. */
export function createLoadOrg(orgs: Orgs, openOrg: OpenOrg, clock: Clock): LoadDeps['org'] {
  return async (state, plan) => {
    const { orgId } = state.spec;
    const client = await orgs.client(orgId, permitOf(state, plan));
    const { describes } = (await openOrg(orgId)).rest;
    const calls = withoutAssignmentRules(client);
    const direct = { rest: { ...createRest(calls, clock), describes }, collections: createCollections(calls) };
    // The user's id is the second half of the org's (see auth/org).
    return { client, userId: orgId.split('-')[1] ?? '', calls: direct };
  };
}
