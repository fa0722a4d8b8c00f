// Debug logs of an org through the library: listed, read, searched and deleted.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LogFilter, LogMatches } from '../../../src/core/core';
import { quiet } from '../setup/coreSetup';
import { openLogSetup, type LogSetup } from '../setup/logSetup';

describe('debug logs', () => {
  let setup: LogSetup;
  let folder: string;
  beforeEach(async () => {
    setup = await openLogSetup();
    folder = join(setup.folder, 'logs');
    await setup.logs.trace({}, quiet);
    await setup.run("System.debug('first needle');");
    await setup.run("System.debug('second');\nInteger[] none;\nnone.size();");
    await setup.run("System.debug('third NEEDLE');");
  });
  afterEach(() => setup.close());

  const found = async (wanted: string, filter: LogFilter = {}): Promise<readonly LogMatches[]> => {
    const matches: LogMatches[] = [];
    for await (const match of setup.logs.search({ text: wanted, filter }, folder, quiet)) matches.push(match);
    return matches;
  };
  const statuses = async (filter: LogFilter): Promise<readonly string[]> =>
    (await setup.logs.list(filter, {}, quiet)).logs.map(({ status }) => status);

  it('are listed, the newest first, with what tells one from the other', async () => {
    const [newest, middle, oldest, ...more] = await setup.listed();
    assert.deepEqual(more, []);
    assert.equal(newest?.userName, 'Ada Moss');
    assert.equal(newest.operation, 'executeAnonymous');
    assert.equal(newest.status, 'Success');
    assert.match(middle?.status ?? '', /^System\.NullPointerException/);
    assert.ok(newest.sizeBytes > 0 && newest.startedAt >= (oldest?.startedAt ?? Infinity));
  });

  it('are filtered by Salesforce, without regard to letter case', async () => {
    assert.equal((await statuses({ user: 'MOSS', operation: 'anonymous' })).length, 3);
    assert.equal((await statuses({ user: setup.practice.org.adminUserId })).length, 3);
    assert.equal((await statuses({ status: 'nullpointer' })).length, 1);
    assert.equal((await statuses({ text: 'nullpointer' })).length, 1);
    assert.deepEqual(await statuses({ user: 'no such user' }), []);
    assert.deepEqual(await statuses({ since: Date.now() + 60_000 }), []);
    // A quote and a wildcard are text, not a part of the query.
    assert.deepEqual(await statuses({ operation: "%' OR Id != '" }), []);
  });

  it('come page by page, also when the last log of a page was deleted meanwhile', async () => {
    const all = (await setup.listed()).map(({ logId }) => logId);
    const first = await setup.logs.list({}, { pageLogs: 2 }, quiet);
    await setup.logs.remove([all[1]!], undefined, quiet);
    const second = await setup.logs.list({}, { pageLogs: 2, after: first.next }, quiet);
    assert.deepEqual(
      [first, second].flatMap(({ logs }) => logs.map(({ logId }) => logId)),
      all,
    );
    assert.equal(second.next, undefined);
  });

  it('can be read whole and from the start', async () => {
    const [log] = await setup.listed();
    const whole = await text((await setup.logs.body(log!.logId, quiet)) as AsyncIterable<Buffer>);
    assert.equal(Buffer.byteLength(whole), log!.sizeBytes);
    assert.match(whole, /third NEEDLE/);
    assert.equal(await setup.logs.head(log!.logId, 20, quiet), whole.slice(0, 20));
    const sent = setup.practice.requests.all.filter(({ path }) => path.endsWith('/Body'));
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 206],
    );
  });

  it('are saved once, under the ID', async () => {
    const [log] = await setup.listed();
    const path = await setup.logs.save(log!, folder, quiet);
    assert.equal(await setup.logs.save(log!, folder, quiet), path);
    assert.equal((await readFile(path)).length, log!.sizeBytes);
    assert.match(path, new RegExp(`${setup.practice.orgId}.${log!.logId}-\\d{8}T\\d{6}Z\\.log$`));
    assert.equal(setup.practice.requests.all.filter(({ path: one }) => one.endsWith('/Body')).length, 1);
  });

  it('are searched for a text, which is found with its lines', async () => {
    const matches = await found('needle');
    assert.deepEqual(new Set(matches.map(({ lines }) => lines.length > 0)), new Set([true]));
    assert.equal(matches.length, 2);
    for (const { path, lines } of matches) {
      const content = (await readFile(path, 'utf8')).split('\n');
      for (const { line } of lines) assert.match(content[line - 1] ?? '', /needle/i);
    }
    assert.equal((await found('NullPointerException', { status: 'Success' })).length, 0);
    // The second search reads the files.
    assert.equal(setup.practice.requests.all.filter(({ path }) => path.endsWith('/Body')).length, 3);
  });

  it('are deleted with their copies on this computer', async () => {
    await found('needle');
    const ids = (await setup.listed()).map(({ logId }) => logId);
    const result = await setup.logs.remove([ids[0]!, ids[2]!, ids[0]!], folder, quiet);
    assert.deepEqual(result, { deleted: 2, failed: [] });
    assert.deepEqual(
      (await setup.listed()).map(({ logId }) => logId),
      [ids[1]],
    );
    const left = await readdir(join(folder, setup.practice.orgId));
    assert.deepEqual(
      left.map((name) => name.slice(0, 18)),
      [ids[1]],
    );
    // Another user was faster.
    assert.deepEqual(await setup.logs.remove([ids[0]!], folder, quiet), { deleted: 1, failed: [] });
    await assert.rejects(setup.logs.body(ids[0]!, quiet), { code: 'request.notFound' });
  });
});
