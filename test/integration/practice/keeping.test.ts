// The practice org keeps its records over restarts, and several practice orgs run beside each other.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from '../../../src/practice/practice';

const data = '/services/data/v66.0';
const otherOrgId = '00D5e0000YI61cWEQR';

describe('the kept records of a practice org', () => {
  let folder: string;
  let running: PracticeOrg[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-'));
    running = [];
  });
  afterEach(async () => {
    for (const practice of running) await practice.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: PracticeOrgOptions = {}): Promise<PracticeOrg> {
    const practice = await startPracticeOrg({ seedAccounts: 2, folder, ...options });
    running.push(practice);
    return practice;
  }

  async function stop(practice: PracticeOrg): Promise<void> {
    running = running.filter((one) => one !== practice);
    await practice.close();
  }

  async function call(
    { url, accessToken }: PracticeOrg,
    { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
  ): Promise<Record<string, unknown>> {
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  }

  const add = async (practice: PracticeOrg, name: string): Promise<string> =>
    String((await call(practice, { method: 'POST', path: `${data}/sobjects/Account`, body: { Name: name } }))['id']);

  const query = async (practice: PracticeOrg, soql: string, resource = 'query'): Promise<unknown> => {
    const answer = await call(practice, { method: 'GET', path: `${data}/${resource}?q=${encodeURIComponent(soql)}` });
    return (answer['records'] as Record<string, unknown>[]).map(({ attributes: _, ...record }) => record);
  };

  const names = (practice: PracticeOrg): Promise<unknown> =>
    query(practice, `SELECT Name, IsDeleted FROM Account WHERE Name LIKE 'Kept%' ORDER BY Name`, 'queryAll');

  const files = async (): Promise<readonly string[]> => (await readdir(folder)).sort();

  const createJob = async (practice: PracticeOrg): Promise<unknown> =>
    (
      await call(practice, {
        method: 'POST',
        path: `${data}/jobs/ingest`,
        body: { object: 'Account', operation: 'insert' },
      })
    )['id'];

  it('are there again after a restart: records, the Recycle Bin and users, with their ids', async () => {
    const before = await start();
    const kept = await add(before, 'Kept 1 – Łódź');
    const deleted = await add(before, 'Kept 2');
    const erased = await add(before, 'Kept 3');
    await call(before, { method: 'DELETE', path: `${data}/sobjects/Account/${deleted}` });
    await call(before, {
      method: 'PATCH',
      path: `${data}/sobjects/User/${before.org.adminUserId}`,
      body: { Title: 'Chief' },
    });
    const table = before.org.store.byName('Account');
    table?.purge(table.numberOf(erased));
    const all = await query(before, 'SELECT FIELDS(ALL) FROM Account LIMIT 200');
    await stop(before);
    const after = await start();
    assert.deepEqual(await names(after), [
      { Name: 'Kept 1 – Łódź', IsDeleted: false },
      { Name: 'Kept 2', IsDeleted: true },
    ]);
    assert.deepEqual(await query(after, 'SELECT FIELDS(ALL) FROM Account LIMIT 200'), all);
    assert.deepEqual(await query(after, `SELECT Id FROM Account WHERE Name = 'Kept 1 – Łódź'`), [{ Id: kept }]);
    assert.deepEqual(await query(after, `SELECT Title FROM User WHERE Title = 'Chief'`), [{ Title: 'Chief' }]);
    const next = await add(after, 'Kept 4');
    assert.ok(![kept, deleted, erased].includes(next), 'no id is used again');
    assert.deepEqual(await call(after, { method: 'GET', path: '/practice/process' }), {
      processId: process.pid,
      changed: true,
    });
  });

  it('do not let the id of an earlier bulk job come back', async () => {
    const before = await start();
    const first = await createJob(before);
    await add(before, 'Kept');
    await stop(before);
    assert.notEqual(await createJob(await start()), first);
  });

  it('can be discarded when it is stopped', async () => {
    const before = await start();
    await add(before, 'Kept');
    await stop(before);
    const again = await start();
    await call(again, { method: 'POST', path: '/practice/stop', body: { keepData: false } });
    await stop(again);
    assert.deepEqual(await files(), []);
    assert.deepEqual(await names(await start()), []);
  });

  it('are written only if a record was changed', async () => {
    await stop(await start());
    assert.deepEqual(await files(), []);
  });

  it('are the sample again after a reset', async () => {
    const before = await start();
    await add(before, 'Kept');
    await stop(before);
    const again = await start();
    await call(again, { method: 'POST', path: '/practice/reset' });
    await stop(again);
    assert.deepEqual(await names(await start()), []);
  });

  it('stay on the disk under another name when they are damaged, and the org starts with the sample', async () => {
    const before = await start();
    await add(before, 'Kept');
    const { orgId } = before;
    await stop(before);
    const file = join(folder, `${orgId}.data`);
    const whole = await readFile(file);
    const cut = [0, 1, 500, Math.floor(whole.length / 2), whole.length - 1].map((length) => whole.subarray(0, length));
    const changed = Buffer.from(whole);
    changed.writeUInt8((changed.at(-100) ?? 0) ^ 1, changed.length - 100);
    const damaged = [...cut, changed, Buffer.concat([whole, Buffer.from('more')]), Buffer.from('{"format":1}\n')];
    for (const bytes of damaged) {
      await writeFile(file, bytes);
      const practice = await start();
      assert.ok(practice.damagedFile, `${bytes.length} of ${whole.length} bytes`);
      assert.deepEqual(await readFile(practice.damagedFile), bytes);
      assert.deepEqual(await names(practice), []);
      assert.deepEqual(await query(practice, 'SELECT COUNT(Id) many FROM Account'), [{ many: 2 }]);
      await stop(practice);
    }
  });

  it('are readable only by their owner', async function () {
    if (process.platform === 'win32') {
      console.log('      Skipped: Windows has no modes of files.');
      this.skip();
    }
    const before = await start();
    await add(before, 'Kept');
    await stop(before);
    assert.equal((await stat(join(folder, `${before.orgId}.data`))).mode & 0o077, 0);
  });

  it('are not written when the disk does not take them: the org says why and continues', async () => {
    const practice = await start({ folder: join(folder, 'orgs') });
    await add(practice, 'Kept');
    await rm(join(folder, 'orgs'), { recursive: true });
    const answer = await call(practice, { method: 'POST', path: '/practice/stop', body: { keepData: true } });
    assert.match(JSON.stringify(answer), /ENOENT.*orgs/);
    assert.deepEqual(await names(practice), [{ Name: 'Kept', IsDeleted: false }]);
    await call(practice, { method: 'POST', path: '/practice/stop', body: { keepData: false } });
  });

  it('leave no unfinished file when they cannot be written', async () => {
    const practice = await start();
    await add(practice, 'Kept');
    const path = join(folder, `${practice.orgId}.data`);
    await mkdir(path);
    const answer = await call(practice, { method: 'POST', path: '/practice/stop', body: { keepData: true } });
    assert.ok(JSON.stringify(answer).includes(`Cannot write ${path}: `), JSON.stringify(answer));
    assert.deepEqual(await files(), [`${practice.orgId}.data`, `${practice.orgId}.running`]);
    await rm(path, { recursive: true });
    await call(practice, { method: 'POST', path: '/practice/stop', body: { keepData: false } });
  });

  it('belong to one org: another one has its own id, name and records', async () => {
    const first = await start();
    const second = await start({ orgId: otherOrgId, name: 'Practice org 2' });
    await add(first, 'Kept in the first');
    await add(second, 'Kept in the second');
    assert.deepEqual(await query(second, 'SELECT Id, Name FROM Organization'), [
      { Id: otherOrgId, Name: 'Practice org 2' },
    ]);
    assert.notEqual(first.orgId, second.orgId);
    await stop(second);
    await stop(first);
    assert.deepEqual(await names(await start({ orgId: otherOrgId })), [
      { Name: 'Kept in the second', IsDeleted: false },
    ]);
    assert.deepEqual(await names(await start()), [{ Name: 'Kept in the first', IsDeleted: false }]);
  });

  it('are used by one process: a second start of the org is rejected, and says where the org runs', async () => {
    const first = await start();
    await assert.rejects(start(), new RegExp(`already runs at ${first.url}`));
    assert.deepEqual(JSON.parse(await readFile(join(folder, `${first.orgId}.running`), 'utf8')), {
      orgId: first.orgId,
      name: 'Kinetic Practice',
      url: first.url,
      processId: process.pid,
    });
  });

  it('do not stay locked when the process was killed, or its note of that is damaged', async () => {
    const { orgId } = await start();
    for (const practice of running) await stop(practice);
    for (const note of ['', '{"url":"http://127.0.0.1:1","processId":1}', 'null']) {
      await writeFile(join(folder, `${orgId}.running`), note);
      await stop(await start());
    }
    assert.deepEqual(await files(), []);
  });
});
