// Starts the servers that the clients are measured against, and warms them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kineticExport, kineticLoad } from './kinetic.mjs';
import { barePut, bareExport } from './floor.mjs';
import { say } from './figures.mjs';

/** What the sink takes as an access token; the practice org has its own. */
const token = `00D000000000001!${'A'.repeat(80)}`;

/** Starts a program whose first line is JSON with its `url`. It ends when we do. */
async function startServer(path, words) {
  const child = fork(path, words, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const failed = once(child, 'close').then(([code]) => {
    throw new Error(`${path} ended with code ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), failed]);
  failed.catch(() => undefined);
  return { accessToken: token, ...JSON.parse(line), close: () => void child.kill() };
}

/** A Bulk API that keeps no data; see sink.mjs for its words. `pageRows` is the size of its result pages. */
export const startSink = (pageRows = 50_000, ...words) =>
  startServer(join(import.meta.dirname, 'sink.mjs'), [pageRows, ...words].map(String));

export const startPractice = (build) => startServer(join(build, 'practice.js'), ['--port', '0']);

/**
 * The first client of a server pays for the compilation of its code and for the pages that it compresses on first use.
 * This does all of that once, before anything is measured. Resolves with the id of the last query job.
 */
export async function warm(run, { load, soqls = [], file }) {
  say('warming the server');
  if (load) {
    await barePut(run.server, load.file);
    await kineticLoad(run, { ...load, name: 'warm-up, load' });
  }
  const queryJobs = [];
  for (const soql of soqls) {
    const { remoteJobId } = await kineticExport(run, { soql, file, name: 'warm-up, export' });
    await bareExport(run.server, remoteJobId, file);
    queryJobs.push(remoteJobId);
  }
  return queryJobs;
}
