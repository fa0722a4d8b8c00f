// The real core against a practice org in this process, with everything else in memory and a clock that only waits
// move.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCore, type Core, type JobState, type LoadSpec } from '../../src/core/core';
import { quietTask } from '../../src/core/kernel/task';
import type { Clock, HttpTransport, JobStore } from '../../src/core/ports';
import { createHttpTransport } from '../../src/node/httpTransport';
import { createJwtSigner } from '../../src/node/jwtSigner';
import { createProcessSecrets } from '../../src/node/processSecrets';
import { createSha256 } from '../../src/node/sha256';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { createFakeConsent } from '../fakes/fakeConsent';
import { createMemoryFiles, type MemoryFiles } from '../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../fakes/memoryJobStore';
import { createMemoryPolicies } from '../fakes/memoryPolicies';
import { createMemoryWriteLog } from '../fakes/memoryWriteLog';
import { createRecordingLog } from '../fakes/recordingLog';
import { toText } from './eventText';

export interface GoldenSetup {
  readonly practice: PracticeOrg;
  readonly core: Core;
  readonly files: MemoryFiles;
  readonly shelf: Shelf;
  readonly orgId: string;
  /** Resolves when the process is killed. */
  readonly killed: Promise<void>;
  /** Another process on the same disk, once the one before was killed. */
  readonly nextProcess: () => Promise<Core>;
  /** Starts a load of Contacts from a file of this text, and returns the job's id. */
  readonly load: (text: string, spec?: Partial<LoadSpec>) => Promise<string>;
  /** The state of the job when this process no longer runs it. */
  readonly finished: (jobId: string, core?: Core) => Promise<JobState>;
  readonly close: () => Promise<void>;
}

export const never = new AbortController().signal;

const file = '/data/contacts.csv';
const begun = Date.UTC(2026, 0, 1);
/** Shorter waits are not for Salesforce, and how many there are depends on the machine. */
const shortestWaitMs = 500;

/** `killAfter`: the process is killed when that many events are in the journal. */
export async function openGolden({ killAfter = Infinity } = {}): Promise<GoldenSetup> {
  const practice = await startPracticeOrg({ seedAccounts: 3, now: () => begun, rowsPerResultPage: 2 });
  const files = createMemoryFiles({}, 64 * 1024);
  const shelf = createShelf();
  const clock = createWaitClock();
  let onDeath = (): void => undefined;
  const killed = new Promise<void>((resolve) => (onDeath = resolve));
  const cores: Core[] = [];
  const open = async (jobStore: JobStore): Promise<Core> => {
    const core = createCore({
      clock,
      files,
      jobStore,
      http: createOrgTransport(practice),
      secrets: createProcessSecrets(),
      log: createRecordingLog(),
      jwt: createJwtSigner(),
      policies: createMemoryPolicies(),
      writeLog: createMemoryWriteLog(),
      consent: createFakeConsent(),
      sha256: createSha256,
    });
    const { url: instanceUrl, accessToken } = practice;
    await core.orgs.add({ login: 'practice', instanceUrl, accessToken }, quietTask());
    return core;
  };
  const core = await open(dying(createMemoryJobStore(shelf), killAfter, onDeath));
  if (killAfter === Infinity) cores.push(core);
  const orgId = (await core.orgs.list())[0]?.orgId ?? '';
  return {
    practice,
    core,
    files,
    shelf,
    orgId,
    killed,
    nextProcess: async () => {
      shelf.owners.clear();
      const next = await open(createMemoryJobStore(shelf));
      cores.push(next);
      return next;
    },
    load: (text, spec) => {
      files.put(file, text);
      return core.jobs.start({
        kind: 'load',
        orgId,
        file,
        object: 'Contact',
        operation: 'insert',
        parallelParts: 1,
        ...spec,
      });
    },
    finished: (jobId, by = core) => by.jobs.whenFinished(jobId, never),
    close: async () => {
      await Promise.all(cores.map(({ jobs }) => jobs.close()));
      await practice.close();
    },
  };
}

/** Stops where a killed process would: the last line is on the disk, and nothing follows it. */
function dying(store: JobStore, lastLine: number, onDeath: () => void): JobStore {
  let lines = 0;
  return {
    ...store,
    append: async (jobId, line) => {
      await store.append(jobId, line);
      if (++lines < lastLine) return;
      onDeath();
      await new Promise<never>(() => undefined);
    },
  };
}

function createWaitClock(): Clock {
  let now = begun;
  return {
    now: () => now,
    sleep: async (waitMs, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      if (waitMs >= shortestWaitMs) now += waitMs;
    },
  };
}

/** A bulk job is looked at when the org has processed it, so that it is polled equally often on any machine. */
function createOrgTransport(practice: PracticeOrg): HttpTransport {
  const transport = createHttpTransport();
  return {
    send: async (request) => {
      if (request.method === 'GET' && /\/jobs\/(ingest|query)\/\w+$/.test(request.url)) await untilIdle(practice);
      return transport.send(request);
    },
  };
}

async function untilIdle({ url, accessToken }: PracticeOrg): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const isBusy = async (kind: string): Promise<boolean> => {
    const answer = await fetch(`${url}/services/data/v66.0/jobs/${kind}`, { headers });
    const { records } = (await answer.json()) as { readonly records: readonly { readonly state: string }[] };
    return records.some(({ state }) => state === 'UploadComplete' || state === 'InProgress');
  };
  while ((await isBusy('ingest')) || (await isBusy('query'))) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Compares a job's journal with `expected/<name>.txt`. `UPDATE_GOLDENS=1` writes that file instead. */
export function matchesGolden(name: string, jobId: string, { shelf }: Pick<GoldenSetup, 'shelf'>): void {
  const path = join(process.cwd(), 'test', 'golden', 'expected', `${name}.txt`);
  const text = toText(shelf.journals.get(jobId) ?? []);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, text);
  const expected = existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '';
  assert.equal(text, expected, `The events differ from ${path}. If they are right, run again with UPDATE_GOLDENS=1.`);
}
