// Entry point of the practice org: starts an org with its sample records and its server, and closes both.
import { ClassicJobs } from './bulk/classicJobs';
import { IngestJobs } from './bulk/jobs';
import { QueryJobs } from './bulk/query/jobs';
import { bulkRoutes } from './endpoints/bulk';
import { bulkQueryRoutes } from './endpoints/bulkQuery';
import { changeRoutes } from './endpoints/changes';
import { collectionRoutes } from './endpoints/collections';
import { compositeRoutes } from './endpoints/composite/composite';
import { controlRoutes, type ControlParts } from './endpoints/control';
import { discoveryRoutes } from './endpoints/discovery';
import { queryRoutes } from './endpoints/query';
import { recordRoutes } from './endpoints/records';
import { createDispatch, type Dispatch } from './http/dispatch';
import { RequestLog } from './http/requestLog';
import { Router } from './http/router';
import { startServer } from './http/server';
import { loginRoutes } from './login/login';
import type { AppSpec } from './org/apps';
import type { Faults } from './org/faults';
import { createOrg, type Org } from './org/org';
import { adminUsername, seed } from './seed/seed';
import { Cursors } from './soql/pages';

export interface PracticeOrgOptions {
  /** 0, the default, selects any free port. */
  readonly port?: number;
  /** Number of sample accounts with their related records; 0 for an org without business records. Default 60. */
  readonly seedAccounts?: number;
  /** Milliseconds since 1970; the system clock when missing. */
  readonly now?: () => number;
  /** Connected apps besides the test app and the Salesforce CLI's. */
  readonly apps?: readonly AppSpec[];
  /** Rows of one internal chunk of a bulk job; default 10,000. Small numbers make order and partial failure visible. */
  readonly rowsPerChunk?: number;
  /** Rows of a bulk query result page when the client sets no `maxRecords`; default 50,000. */
  readonly rowsPerResultPage?: number;
  /** Adds a job that another tool created with Bulk API 1.0 to the job lists. */
  readonly classicJob?: boolean;
  /** An access token that is valid from the start, for clients that already have it; a random one when missing. */
  readonly accessToken?: string;
}

export interface PracticeOrg {
  readonly url: string;
  /** The access token of the administrator. */
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  readonly org: Org;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly classic: ClassicJobs;
  readonly close: () => Promise<void>;
}

const defaultRowsPerChunk = 10_000;
const defaultRowsPerResultPage = 50_000;
const defaultSeedAccounts = 60;

export async function startPracticeOrg(options: PracticeOrgOptions = {}): Promise<PracticeOrg> {
  const org = createOrg(options);
  const jobs = new IngestJobs(org, options.rowsPerChunk ?? defaultRowsPerChunk);
  const queryJobs = new QueryJobs(org, options.rowsPerResultPage ?? defaultRowsPerResultPage);
  const cursors = new Cursors(org);
  const requests = new RequestLog();
  const classic = new ClassicJobs(org);
  const fill = (): void => {
    seed(org, { accounts: options.seedAccounts ?? defaultSeedAccounts });
    if (options.classicJob) classic.add({ object: 'Case', operation: 'update', state: 'Closed' });
  };
  fill();
  const reset = (): void => {
    for (const part of [jobs, queryJobs, classic, cursors]) part.clear();
    for (const part of [org.store, org.faults, org.locks, org.limits, requests]) part.clear();
    fill();
  };
  const dispatch = createRoutes({ org, jobs, queryJobs, classic, cursors, requests, reset });
  const loseJob = (id: string): void => {
    jobs.forget(id);
    queryJobs.forget(id);
  };
  const server = await startServer({ org, dispatch, log: requests, loseJob }, options.port ?? 0);
  const grant = { userId: org.adminUserId, clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
  const { accessToken } = org.sessions.open(grant, options.accessToken);
  return {
    url: server.url,
    accessToken,
    username: adminUsername,
    orgId: org.orgId,
    org,
    faults: org.faults,
    requests,
    classic,
    close: async () => {
      org.faults.clear();
      for (const part of [jobs, queryJobs]) part.clear();
      await server.close();
    },
  };
}

interface RouteParts extends ControlParts {
  readonly queryJobs: QueryJobs;
  readonly classic: ClassicJobs;
  readonly cursors: Cursors;
}

function createRoutes(parts: RouteParts): Dispatch {
  const { org, jobs, queryJobs, classic, cursors } = parts;
  const router = new Router();
  const metered = createDispatch(org, router, { metered: true });
  const included = createDispatch(org, router, { metered: false });
  router.add(controlRoutes(parts));
  router.add(loginRoutes(org));
  router.add(discoveryRoutes(org));
  router.add(queryRoutes(org, cursors));
  router.add(changeRoutes(org));
  router.add(recordRoutes(org, cursors));
  router.add(collectionRoutes(org));
  router.add(compositeRoutes(org, { included, metered }));
  router.add(bulkRoutes(org, jobs, classic));
  router.add(bulkQueryRoutes(org, queryJobs, classic));
  return metered;
}
