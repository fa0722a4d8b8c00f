// The floor that a client is compared with: the same bytes through Node's own http module and nothing else.
import { createReadStream, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { round, say } from './figures.mjs';
import { reportUsage, timed } from './timed.mjs';

/** One PUT of the file, in pieces of 64 KB as file streams have them, or larger ones. */
export async function barePut({ url }, file, highWaterMark = 64 * 1024) {
  const startedAt = performance.now();
  await new Promise((resolve, reject) => {
    const headers = { 'Content-Length': statSync(file).size };
    const put = request(`${url}/bare`, { method: 'PUT', headers }, (response) =>
      response.resume().once('end', resolve),
    );
    put.once('error', reject);
    createReadStream(file, { highWaterMark }).pipe(put);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  say(`  bare PUT in pieces of ${highWaterMark / 1024} KB: ${round(seconds)} s`);
  return { seconds };
}

/** The result pages of a query job, downloaded in a process of its own; see rawExport.mjs. */
export async function bareExport({ url, accessToken }, queryJobId, file) {
  rmSync(file, { force: true });
  const script = join(import.meta.dirname, 'rawExport.mjs');
  const ran = await timed(process.execPath, [...reportUsage, script, url, accessToken, queryJobId, file]);
  if (ran.code !== 0) throw new Error(`The raw download failed: ${ran.stderr.slice(-500)}`);
  const { seconds } = JSON.parse(ran.stdout);
  say(`  raw download: ${round(seconds)} s, ${ran.processorMs} ms of processor time`);
  return { seconds, peakMb: ran.peakMb, processorMs: ran.processorMs, bytes: statSync(file).size };
}
