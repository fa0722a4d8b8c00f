// Downloads the result pages of a query job, each by a plain GET, decompressed and appended to a file, one after the
// other, without counting, checking or flushing. Prints {"seconds"}.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { get } from 'node:http';
import { createGunzip } from 'node:zlib';

const [url, accessToken, id, file] = process.argv.slice(2);
const startedAt = performance.now();
const out = createWriteStream(file, { highWaterMark: 1 << 20 });
const headers = { 'Accept-Encoding': 'gzip', Authorization: `Bearer ${accessToken}` };
for (let locator; locator !== 'null';) {
  const path = `/services/data/v66.0/jobs/query/${id}/results${locator === undefined ? '' : `?locator=${locator}`}`;
  const [answer] = await once(get(url + path, { headers }), 'response');
  if (answer.statusCode !== 200) throw new Error(`${path}: status ${answer.statusCode}`);
  const isCompressed = answer.headers['content-encoding'] === 'gzip';
  const body = isCompressed ? answer.pipe(createGunzip({ chunkSize: 256 * 1024 })) : answer;
  for await (const chunk of body) if (!out.write(chunk)) await once(out, 'drain');
  locator = answer.headers['sforce-locator'];
}
out.end();
await once(out, 'close');
process.stdout.write(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000 }));
