// The core with its real adapters, a practice org in this process, and a job store in a temporary folder.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createCore,
  type Core,
  type ExportSpec,
  type ExportState,
  type JobState,
  type LoadSpec,
  type LoadState,
} from '../../../src/core/core';
import { quietTask } from '../../../src/core/kernel/task';
import { createDisk } from '../../../src/node/disk';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { createJwtSigner } from '../../../src/node/jwtSigner';
import { createProcessSecrets } from '../../../src/node/processSecrets';
import { createSystemClock } from '../../../src/node/systemClock';
import type { Clock, Consent, Files, HttpTransport } from '../../../src/core/ports';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';
import { createGuardPorts } from '../../fakes/guardPorts';
import { createHastyClock } from '../../fakes/manualClock';
import { createRecordingLog } from '../../fakes/recordingLog';

export interface CoreSetup {
  readonly practice: PracticeOrg;
  readonly core: Core;
  readonly orgId: string;
  readonly folder: string;
  /** Writes a CSV and returns its path. */
  readonly csv: (name: string, text: string | Uint8Array) => Promise<string>;
  readonly load: (file: string, spec: Partial<LoadSpec>) => Promise<LoadState>;
  /** Writes `export.csv` unless the spec says otherwise. */
  readonly export: (soql: string, spec?: Partial<ExportSpec>) => Promise<ExportState>;
  /** Another process on the same job store, as far as the store can tell. */
  readonly newCore: () => Promise<Core>;
  /** A new session for the same user, as after a login. */
  readonly signInAgain: () => Promise<void>;
  /** Registers an app with this key, for a JWT login of the administrator. */
  readonly jwtApp: () => { readonly privateKeyPem: string; readonly clientId: string; readonly username: string };
  readonly rowsOf: (soql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
}

export const quiet = quietTask();
export const signal = new AbortController().signal;

export interface CoreSetupOptions {
  /** Every wait ends at once, so that retries and polls cost no time. */
  readonly hasty?: boolean;
  /** Replaces the system clock. */
  readonly clock?: Clock;
  /** A connection counts as hung after this time without data. */
  readonly idleTimeoutMs?: number;
  /** Wraps the disk that the core uses. */
  readonly onDisk?: (files: Files) => Files;
  /** Wraps the network that the core uses. */
  readonly through?: (transport: HttpTransport) => HttpTransport;
  /** Confirms writes. The default confirms all of them. */
  readonly consent?: Consent;
  /** Rows per page of bulk query results. */
  readonly rowsPerResultPage?: number;
}

export async function openCoreSetup(options: CoreSetupOptions = {}): Promise<CoreSetup> {
  const { rowsPerResultPage } = options;
  const practice = await startPracticeOrg({
    seedAccounts: 3,
    ...(rowsPerResultPage !== undefined && { rowsPerResultPage }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'kinetic-setup-'));
  const cores: Core[] = [];
  const newCore = async (): Promise<Core> => {
    const core = composeCore(join(folder, 'jobs'), options);
    cores.push(core);
    await core.orgs.add({ login: 'practice', instanceUrl: practice.url, accessToken: practice.accessToken }, quiet);
    return core;
  };
  const core = await newCore();
  const [org] = await core.orgs.list();
  const orgId = org?.orgId ?? '';
  return {
    practice,
    core,
    orgId,
    folder,
    newCore,
    csv: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    load: async (file, spec) => {
      const jobId = await core.jobs.start({
        kind: 'load',
        orgId,
        file,
        object: 'Account',
        operation: 'insert',
        ...spec,
      });
      return asLoad(await core.jobs.whenFinished(jobId, signal));
    },
    export: async (soql, spec) => {
      const file = join(folder, 'export.csv');
      const jobId = await core.jobs.start({ kind: 'export', orgId, soql, file, format: 'csv', ...spec });
      return asExport(await core.jobs.whenFinished(jobId, signal));
    },
    signInAgain: async () => {
      const grant = {
        userId: practice.org.adminUserId,
        clientId: 'PracticeOrg',
        scope: 'full',
        isIntrospectable: true,
      };
      const { accessToken } = practice.org.sessions.open(grant);
      await core.orgs.add({ login: 'practice', instanceUrl: practice.url, accessToken }, quiet);
    },
    jwtApp: () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      practice.org.apps.register({
        consumerKey: 'setup',
        publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      });
      return {
        privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        clientId: 'setup',
        username: practice.username,
      };
    },
    rowsOf: async (soql) => {
      const answer = await (await core.org(orgId)).rest.query(soql, {}, quiet);
      const rows: Readonly<Record<string, unknown>>[] = [];
      for await (const row of answer.rows) rows.push(row);
      return rows;
    },
    close: async () => {
      await Promise.all(cores.map((one) => one.jobs.close()));
      await practice.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function composeCore(jobs: string, options: CoreSetupOptions = {}): Core {
  const { hasty = false, idleTimeoutMs, consent, through = (transport: HttpTransport) => transport } = options;
  const { clock = hasty ? createHastyClock(Date.now()) : createSystemClock() } = options;
  const transport = through(createHttpTransport());
  const http: HttpTransport =
    idleTimeoutMs === undefined ? transport : { send: (request) => transport.send({ ...request, idleTimeoutMs }) };
  return createCore({
    http,
    clock,
    secrets: createProcessSecrets(),
    files: (options.onDisk ?? ((files: Files) => files))(createDisk()),
    jobStore: createFileJobStore(jobs, {}),
    log: createRecordingLog(),
    jwt: createJwtSigner(),
    ...createGuardPorts(dirname(jobs)),
    ...(consent && { consent }),
  });
}

export function asLoad(state: JobState | undefined): LoadState {
  assert.equal(state?.kind, 'load');
  return state;
}

export function asExport(state: JobState | undefined): ExportState {
  assert.equal(state?.kind, 'export');
  return state;
}

/** Every input row is exactly one of the three. */
export const adds = (state: JobState): boolean =>
  state.succeeded + state.failed + state.unprocessed + state.unknown === (asLoad(state).plan?.records ?? 0);
