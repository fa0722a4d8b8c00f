// Bodies of requests have a limit that counts their decompressed bytes, for each kind of endpoint.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { onlyError, startOrg, type OrgCaller } from './orgCaller';

const kib = 1024;
const mib = 1024 * kib;
const api = '/services/data/v66.0';

describe('bodies of requests to the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const send = (path: string, body: Buffer | string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(org.practice.url + path, { method: 'POST', body, headers });
  const authorized = (type = 'application/json'): Record<string, string> => ({
    Authorization: `Bearer ${org.practice.accessToken}`,
    'Content-Type': type,
  });
  const gzip = { 'Content-Encoding': 'gzip' };
  const isTooLarge = async (response: Response, maxBytes: number): Promise<void> => {
    const text = await response.text();
    assert.equal(response.status, 413, text);
    assert.match(String(onlyError(JSON.parse(text))['message']), new RegExp(`Maximum size of request is ${maxBytes} `));
  };

  const form = (size: number): string => `grant_type=password&password=${'x'.repeat(size)}`;
  const json = (size: number): string => JSON.stringify({ Name: 'x'.repeat(size) });
  const multipart = (size: number): string =>
    `--b\r\nContent-Disposition: form-data; name="job"\r\n\r\n${'x'.repeat(size)}\r\n--b--\r\n`;
  const endpoints: readonly [path: string, max: number, body: (size: number) => string, type?: string][] = [
    ['/services/oauth2/token', 64 * kib, form],
    ['/services/oauth2/revoke', 64 * kib, form],
    ['/services/oauth2/introspect', 64 * kib, form],
    ['/services/Soap/u/60.0', 64 * kib, form],
    ['/practice/faults', mib, json, 'application/json'],
    [`${api}/jobs/ingest`, mib, multipart, 'multipart/form-data; boundary=b'],
    [`${api}/sobjects/Account`, 50 * mib, json, 'application/json'],
    [`${api}/composite`, 50 * mib, json, 'application/json'],
  ];
  for (const [path, max, body, type] of endpoints) {
    it(`of ${path} have at most ${max} bytes, however they are compressed`, async () => {
      const headers = authorized(type ?? 'application/x-www-form-urlencoded');
      const small = await send(path, body(32 * kib), headers);
      assert.notEqual(small.status, 413);
      await small.text();
      await isTooLarge(await send(path, gzipSync(body(max), { level: 1 }), { ...headers, ...gzip }), max);
      if (max <= mib) await isTooLarge(await send(path, body(max), headers), max);
    });
  }

  it('are not decompressed beyond the limit', async () => {
    // 1 GB in 1 MB: held as text it would be larger than the longest string.
    const bomb = Buffer.concat(Array<Buffer>(64).fill(gzipSync(Buffer.alloc(16 * mib), { level: 9 })));
    const before = process.memoryUsage().rss;
    await isTooLarge(await send('/services/oauth2/token', bomb, gzip), 64 * kib);
    assert.ok(process.memoryUsage().rss - before < 512 * mib);
    assert.equal((await org.get('limits')).status, 200);
  });

  it('of a call without a session are not read', async () => {
    const answer = await send(`${api}/sobjects/Account`, gzipSync(json(mib)), {
      'Content-Type': 'application/json',
      ...gzip,
    });
    assert.equal(answer.status, 401);
  });

  it('that are damaged in transfer are the fault of the client', async () => {
    for (const bytes of [Buffer.from('no gzip'), gzipSync(json(1000)).subarray(0, 20)]) {
      const answer = await send(`${api}/sobjects/Account`, bytes, { ...authorized(), ...gzip });
      assert.equal(answer.status, 400);
      assert.equal(onlyError(await answer.json())['errorCode'], 'MALFORMED_REQUEST');
    }
  });
});
