// The floor of an export: the pages of a job that has been run, each by a plain GET, unzipped and appended to a file, one
// after the other, without counting, checking or flushing. Prints {"seconds"}.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { get } from 'node:http';
import { createGunzip } from 'node:zlib';

const [url, accessToken, id, file] = process.argv.slice(2);
const startedAt = performance.now();
const out = createWriteStream(file, { highWaterMark: 1 << 20 });
for (let locator; locator !== 'null';) {
  const path = `/services/data/v66.0/jobs/query/${id}/results${locator === undefined ? '' : `?locator=${locator}`}`;
  const [answer] = await once(
    get(url + path, { headers: { 'Accept-Encoding': 'gzip', Authorization: `Bearer ${accessToken}` } }),
    'response',
  );
  const body =
    answer.headers['content-encoding'] === 'gzip' ? answer.pipe(createGunzip({ chunkSize: 256 * 1024 })) : answer;
  for await (const chunk of body) if (!out.write(chunk)) await once(out, 'drain');
  locator = answer.headers['sforce-locator'];
}
out.end();
await once(out, 'close');
process.stdout.write(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000 }));
