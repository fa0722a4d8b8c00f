// Entry point of the practice org: starts an org with its sample records and its server, and closes both.
import { ClassicJobs } from './bulk/classicJobs';
import { IngestJobs } from './bulk/jobs';
import { QueryJobs } from './bulk/query/jobs';
import { bulkRoutes } from './endpoints/bulk';
import { bulkQueryRoutes } from './endpoints/bulkQuery';
import { changeRoutes } from './endpoints/changes';
import { collectionRoutes, toolingCollectionRoutes } from './endpoints/collections';
import { compositeRoutes } from './endpoints/composite/composite';
import { controlRoutes, type ControlParts } from './endpoints/control';
import { discoveryRoutes } from './endpoints/discovery';
import { processRoutes } from './endpoints/process';
import { queryRoutes } from './endpoints/query';
import { recordRoutes } from './endpoints/records';
import { soapRoutes } from './endpoints/soap';
import { createDispatch, type Dispatch } from './http/dispatch';
import { RequestLog } from './http/requestLog';
import { Router } from './http/router';
import { startServer } from './http/server';
import { loginRoutes } from './login/login';
import type { AppSpec } from './org/apps';
import type { Faults } from './org/faults';
import { createOrg, type Org } from './org/org';
import { createStop, type StopOptions } from './org/stop';
import { adminUsername, seed } from './seed/seed';
import { Cursors } from './soql/pages';
import { createStreaming, type Streaming } from './streaming/streaming';
import { seedCode } from './tooling/seedCode';
import { createTooling, type Tooling } from './tooling/tooling';
import { createStorage } from './storage/storage';

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
  /** The id of the org; that of the first practice org when missing. */
  readonly orgId?: string;
  readonly name?: string;
  /** Where the records are kept over restarts, and where other programs see that the org runs. */
  readonly folder?: string;
  /** A client has stopped the org; the records are kept or removed already. */
  readonly onStopped?: () => void;
}

export interface PracticeOrg {
  readonly url: string;
  /** The access token of the administrator. */
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  /** The kept records could not be read, and are in this file now. */
  readonly damagedFile: string | undefined;
  readonly org: Org;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly classic: ClassicJobs;
  /** Keeps the records if there is a folder for them. Throws when they cannot be written. */
  readonly close: () => Promise<void>;
}

const defaultRowsPerChunk = 10_000;
const defaultRowsPerResultPage = 50_000;
const defaultSeedAccounts = 60;

export async function startPracticeOrg(options: PracticeOrgOptions = {}): Promise<PracticeOrg> {
  const org = createOrg(options);
  const streaming = createStreaming(org);
  const tooling = createTooling(org, { onError: onUnexpected, notify: streaming.publish });
  const jobs = new IngestJobs(org, options.rowsPerChunk ?? defaultRowsPerChunk);
  const queryJobs = new QueryJobs(org, options.rowsPerResultPage ?? defaultRowsPerResultPage);
  const cursors = new Cursors(org);
  const requests = new RequestLog();
  const classic = new ClassicJobs(org);
  const storage = createStorage(options.folder, { org, jobs, queryJobs, onError: onUnexpected });
  const { loaded, damagedFile } = await storage.load();
  const sample = createSample({ org, classic, tooling }, options);
  if (!loaded) sample.fill();
  else seedCode(tooling.org);
  const reset = (): void => {
    for (const part of [jobs, queryJobs, classic, cursors]) part.clear();
    tooling.clear();
    for (const part of [org.store, org.recycleBin, org.faults, org.locks, org.limits, requests]) part.clear();
    sample.fill();
  };
  const grant = { userId: org.adminUserId, clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
  const { accessToken } = org.sessions.open(grant, options.accessToken);
  const stop = createStop(storage.end);
  const parts = { org, tooling, jobs, queryJobs, classic, cursors, requests, reset, isChanged: sample.isChanged };
  const stopByClient = async (how: StopOptions): Promise<void> => {
    await stop.stop(how);
    // After the response.
    setImmediate(() => options.onStopped?.());
  };
  const dispatch = createRoutes({ ...parts, streaming, controlToken: accessToken, stop: stopByClient });
  const loseJob = (id: string): void => {
    jobs.forget(id);
    queryJobs.forget(id);
  };
  const server = await startServer({ org, dispatch: stop.guard(dispatch), log: requests, loseJob }, options.port ?? 0);
  await storage.claim(server.url).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const { orgId } = org;
  return {
    url: server.url,
    accessToken,
    username: adminUsername,
    orgId,
    damagedFile,
    org,
    faults: org.faults,
    requests,
    classic,
    close: async () => {
      org.faults.clear();
      await stop.stop({ keepData: true });
      streaming.close();
      await server.close();
      tooling.close();
      await storage.release();
    },
  };
}

/** The records of a new org. */
function createSample(
  { org, classic, tooling }: { readonly org: Org; readonly classic: ClassicJobs; readonly tooling: Tooling },
  { seedAccounts = defaultSeedAccounts, classicJob }: PracticeOrgOptions,
): { readonly fill: () => void; readonly isChanged: () => boolean } {
  let changes: number | undefined;
  return {
    fill: () => {
      seed(org, { accounts: seedAccounts });
      seedCode(tooling.org);
      if (classicJob) classic.add({ object: 'Case', operation: 'update', state: 'Closed' });
      changes = org.store.changes;
    },
    isChanged: () => org.store.changes !== changes,
  };
}

interface RouteParts extends ControlParts {
  readonly queryJobs: QueryJobs;
  readonly classic: ClassicJobs;
  readonly cursors: Cursors;
  readonly tooling: Tooling;
  readonly streaming: Streaming;
  /** The records are not the sample. */
  readonly isChanged: () => boolean;
}

/** Only the user who started the practice org sees it: a stack contains paths of this machine. */
function onUnexpected(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function createRoutes(parts: RouteParts): Dispatch {
  const { org, tooling, jobs, queryJobs, classic, cursors } = parts;
  const router = new Router();
  const metered = createDispatch(org, router, { metered: true, onUnexpected });
  const included = createDispatch(org, router, { metered: false, onUnexpected });
  router.add(controlRoutes(parts));
  router.add(processRoutes(org, parts.isChanged));
  router.add(loginRoutes(org));
  router.add(soapRoutes(org));
  router.add(discoveryRoutes(org));
  router.add(tooling.routes);
  router.add(parts.streaming.routes);
  router.add(queryRoutes(org, tooling.org, cursors));
  router.add(changeRoutes(org));
  router.add(recordRoutes(org, cursors));
  router.add(collectionRoutes(org));
  router.add(toolingCollectionRoutes(tooling.org));
  router.add(compositeRoutes(org, { included, metered }));
  router.add(bulkRoutes(org, jobs, classic));
  router.add(bulkQueryRoutes(org, queryJobs, classic));
  return metered;
}
