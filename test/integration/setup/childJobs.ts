// Jobs in their own processes, in parallel or until they are killed, and what follows.
import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';
import type { JobState } from '../../../src/core/core';
import type { ChildRequest, ChildSpec, ChildWord } from './childJob';
import { signal, type CoreSetup } from './coreSetup';

type Child = ChildProcessByStdio<Writable, Readable, null>;

function spawnJob(setup: CoreSetup, spec: ChildSpec, how: Pick<ChildRequest, 'lastEvent' | 'waits'>): Child {
  const { url: instanceUrl, accessToken } = setup.practice;
  const request: ChildRequest = { jobs: join(setup.folder, 'jobs'), instanceUrl, accessToken, spec, ...how };
  return spawn(process.execPath, [join(__dirname, 'childJob.js'), JSON.stringify(request)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Resolves with the signal that ended the process, or with null if the job had fewer events. */
export async function dieAfter(lastEvent: number, spec: ChildSpec, setup: CoreSetup): Promise<NodeJS.Signals | null> {
  const [, killedBy] = (await once(spawnJob(setup, spec, { lastEvent }), 'exit')) as [unknown, NodeJS.Signals | null];
  return killedBy;
}

/**
 * Starts a job in its own process. Returns a function that kills the process with SIGKILL and resolves when it is gone.
 */
export function startElsewhere(spec: ChildSpec, setup: CoreSetup): () => Promise<void> {
  const child = spawnJob(setup, spec, {});
  return async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
}

/**
 * Kills after the first event, then after the second, until `attempt` survives its last one. Returns the number of
 * kills.
 */
export async function dieAtEveryEvent(attempt: (lastEvent: number) => Promise<NodeJS.Signals | null>): Promise<number> {
  for (let lastEvent = 1; lastEvent < 1000; lastEvent++) if ((await attempt(lastEvent)) === null) return lastEvent - 1;
  return assert.fail('it never comes to an end');
}

/** The next core finds the newest job and finishes it. */
export async function finishElsewhere(setup: CoreSetup): Promise<JobState> {
  const { jobs } = await setup.newCore();
  await jobs.load();
  const [left] = jobs.list();
  assert.ok(left, 'a job is found again');
  for (;;) {
    await jobs.resumeUnfinished();
    const state = await jobs.whenFinished(left.jobId, signal);
    // Another core of the setup holds the claim for a moment when it read the journal before its first line.
    if (state.phase === 'finished' || state.interrupted) return state;
  }
}

/** One process per spec; all of them start when the last one is ready. Returns the last line of each. */
export async function startTogether(specs: readonly ChildSpec[], setup: CoreSetup): Promise<readonly ChildWord[]> {
  const children = specs.map((spec) => spawnJob(setup, spec, { waits: true }));
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  const words = children.map(async ({ stdout }) => JSON.parse((await text(stdout)).trim()) as ChildWord);
  for (const { stdin } of children) stdin.write('go\n');
  return Promise.all(words);
}
