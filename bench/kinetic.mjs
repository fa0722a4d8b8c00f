// Runs our own command line against a server of the bench, and reads its answer and its write journal.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportUsage, succeeded, timed } from './timed.mjs';

/** The names of job events that are read here. A renamed event is changed in this table only. */
const events = { partCreated: 'partCreated', uploaded: 'uploaded', counted: 'queryCounted', pageSaved: 'pageSaved' };

/** `build` is a folder with kinetic.js, `server` one of servers.mjs, `home` the folder for jobs. */
const kinetic = ({ build, server, home }, words) =>
  timed(process.execPath, [...reportUsage, join(build, 'kinetic.js'), ...words, '--json'], {
    SF_INSTANCE_URL: server.url,
    SF_ACCESS_TOKEN: server.accessToken,
    KINETIC_HOME: home,
  });

/**
 * An upsert of `rows` rows. The Bulk API is named, since the route of few rows is collections calls, which the sink
 * does not have. Throws unless each row succeeded.
 */
export async function kineticLoad(run, { file, rows, name = 'kinetic', extra = [] }) {
  const words = ['load', file, '--object', 'Account', '--external-id', 'External_Id__c', '--api', 'bulk'];
  const ran = await succeeded(name, () => kinetic(run, [...words, ...extra]));
  return { ...ran, jobId: settled(ran, 'succeeded', rows).jobId };
}

/** An insert whose rows all fail. Throws unless they did. */
export async function kineticFailingLoad(run, { file, rows }) {
  const words = ['load', file, '--object', 'Account', '--operation', 'insert', '--api', 'bulk'];
  const ran = await kinetic(run, words);
  settled(ran, 'failed', rows);
  return ran;
}

function settled(ran, list, rows) {
  if (!ran.stdout.startsWith('{')) throw new Error(`kinetic load printed no result: ${ran.stderr.slice(-500)}`);
  const result = JSON.parse(ran.stdout);
  if (result[list] !== rows) throw new Error(`${result[list]} of ${rows} rows ${list}: ${ran.stderr.slice(-500)}`);
  return result;
}

/** An export to `file`; `bytes` is the size of the file. */
export async function kineticExport(run, { soql, file, name = 'kinetic', extra = [] }) {
  rmSync(file, { force: true });
  const ran = await succeeded(name, () => kinetic(run, ['export', soql, '--to', file, ...extra]));
  const { jobId, remoteJobIds } = JSON.parse(ran.stdout);
  return { ...ran, jobId, remoteJobId: remoteJobIds[0], bytes: statSync(file).size };
}

/** Events of a job by type. Throws when there is none, so that a renamed event does not become a figure of 0. */
function readJournal(home, jobId) {
  const lines = readFileSync(join(home, 'jobs', jobId, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const all = lines.map((line) => JSON.parse(line));
  return (type) => {
    const found = all.filter((event) => event.type === type);
    if (found.length === 0) throw new Error(`The journal of job ${jobId} has no event "${type}".`);
    return found;
  };
}

/** Seconds from the creation of each part to the end of its upload, added up. */
export function uploadSeconds(home, jobId) {
  const eventsOf = readJournal(home, jobId);
  const created = new Map(eventsOf(events.partCreated).map(({ part, at }) => [part, at]));
  return eventsOf(events.uploaded).reduce((sum, { part, at }) => sum + at - created.get(part), 0) / 1000;
}

/** Seconds from the count of the records to the last page on the disk. */
export function downloadSeconds(home, jobId) {
  const eventsOf = readJournal(home, jobId);
  return (eventsOf(events.pageSaved).at(-1).at - eventsOf(events.counted).at(-1).at) / 1000;
}
