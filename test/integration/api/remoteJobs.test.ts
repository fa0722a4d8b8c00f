// Bulk jobs of all users of the org: listed, aborted, deleted, and their results downloaded.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RemoteFilter, RemoteJob, RemoteJobs } from '../../../src/core/core';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

describe('bulk jobs of the whole org', () => {
  let setup: CoreSetup;
  let remote: RemoteJobs;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, rowsPerResultPage: 6 });
    remote = (await setup.core.org(setup.orgId)).bulkJobs;
  });
  afterEach(() => setup.close());

  const call = async (method: string, path: string, body?: unknown, type = 'application/json'): Promise<string> => {
    const answer = await fetch(`${setup.practice.url}/services/data/v66.0/jobs/${path}`, {
      method,
      headers: { Authorization: `Bearer ${setup.practice.accessToken}`, 'Content-Type': type },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.text();
  };
  const make = async (path: string, spec: object): Promise<string> =>
    (JSON.parse(await call('POST', path, { contentType: 'CSV', ...spec })) as { id: string }).id;
  /** A load of another tool, open or completed. */
  const ingest = async (csv?: string): Promise<string> => {
    const id = await make('ingest', { object: 'Contact', operation: 'insert', lineEnding: 'LF' });
    if (csv === undefined) return id;
    await call('PUT', `ingest/${id}/batches`, csv, 'text/csv');
    await call('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    return id;
  };
  const list = (filter: RemoteFilter = {}): Promise<readonly RemoteJob[]> => remote.list(filter, quiet);
  const find = async (id: string): Promise<RemoteJob | undefined> =>
    (await list()).find(({ remoteId }) => remoteId === id);
  const finished = async (id: string): Promise<RemoteJob> => {
    for (;;) {
      const job = await find(id);
      if (job?.state === 'JobComplete') return job;
    }
  };

  it('are listed, loads and queries, with the names of their users, and filtered', async () => {
    const load = await ingest();
    const query = await make('query', { operation: 'query', query: 'SELECT Id, Name FROM Account' });
    const all = await list();
    assert.deepEqual(new Set(all.map(({ remoteId }) => remoteId)), new Set([load, query]));
    const [user] = await setup.rowsOf(`SELECT Name FROM User WHERE Id = '${setup.practice.org.adminUserId}'`);
    assert.deepEqual(new Set(all.map(({ userName }) => userName)), new Set([user?.['Name']]));
    const ids = async (filter: RemoteFilter): Promise<readonly string[]> =>
      (await list(filter)).map(({ remoteId }) => remoteId);
    assert.deepEqual(await ids({ object: 'contact' }), [load]);
    assert.deepEqual(await ids({ state: 'Open' }), [load]);
    assert.deepEqual(await ids({ user: 'unknown' }), []);
    assert.equal((await ids({ user: String(user?.['Name']), since: Date.now() - 60_000 })).length, 2);
    assert.deepEqual(await ids({ since: Date.now() + 60_000 }), []);
  });

  it('can be aborted and deleted', async () => {
    const id = await ingest();
    await remote.abort((await find(id))!, quiet);
    const aborted = await find(id);
    assert.equal(aborted?.state, 'Aborted');
    await remote.remove(aborted, quiet);
    assert.equal(await find(id), undefined);
  });

  it('cannot be deleted while they are open', async () => {
    const job = await find(await ingest());
    await assert.rejects(remote.remove(job!, quiet));
    assert.ok(await find(job!.remoteId));
  });

  it('have results even if another program started the load', async () => {
    const job = await finished(await ingest('LastName,Email\nMoss,\nLee,no\n'));
    const paths = await remote.download(job, setup.folder, quiet);
    assert.deepEqual(
      paths.map((path) => basename(path)),
      ['succeeded', 'failed', 'unprocessed'].map((name) => `${job.remoteId}-${name}.csv`),
    );
    const [succeeded, failed] = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    assert.match(succeeded!, /^"sf__Id","sf__Created",LastName,Email\n"\w{18}","true","Moss",""\n$/);
    assert.match(failed!, /^"sf__Id","sf__Error",LastName,Email\n"","INVALID_EMAIL/);
  });

  it('of a query give all pages with one header', async () => {
    await setup.load(await setup.csv('a.csv', `LastName\n${'Moss\n'.repeat(20)}`), { object: 'Contact' });
    const id = await make('query', {
      operation: 'query',
      query: "SELECT LastName FROM Contact WHERE LastName = 'Moss'",
    });
    const [path] = await remote.download(await finished(id), setup.folder, quiet);
    assert.equal(await readFile(path!, 'utf8'), `"LastName"\n${'"Moss"\n'.repeat(20)}`);
    const pages = setup.practice.requests.all.filter((request) => request.path.endsWith(`${id}/results`));
    assert.equal(pages.length, 4);
  });

  it('are all listed when Salesforce returns several pages of them', async function () {
    this.timeout(240_000);
    const many = 1_030;
    for (let made = 0; made < many; made += 10) await Promise.all(Array.from({ length: 10 }, () => ingest()));
    setup.practice.classic.add({ object: 'Lead', operation: 'insert', state: 'Open' });
    setup.practice.requests.clear();
    const all = await list();
    assert.deepEqual([all.length, new Set(all.map(({ remoteId }) => remoteId)).size], [many + 1, many + 1]);
    const asked = setup.practice.requests.all.filter(({ path }) => path.endsWith('/jobs/ingest'));
    assert.equal(asked.length, 2);
    assert.equal((await list({ object: 'Contact', state: 'Open' })).length, many);
  });

  it('of Bulk API 1.0 are listed once and can only be viewed', async () => {
    const id = setup.practice.classic.add({ object: 'Lead', operation: 'insert', state: 'Open' });
    const own = await ingest();
    const all = await list();
    assert.deepEqual(all.map(({ remoteId, isClassic }) => [remoteId, isClassic]).sort(), [
      [own, false],
      [id, true],
    ]);
    const job = all.find(({ isClassic }) => isClassic)!;
    assert.deepEqual([job.object, job.operation, job.state, job.apiVersion], ['Lead', 'insert', 'Open', '45.0']);
    setup.practice.requests.clear();
    const refused = { code: 'job.classic', details: { remoteId: id } };
    await assert.rejects(remote.abort(job, quiet), refused);
    await assert.rejects(remote.remove(job, quiet), refused);
    await assert.rejects(remote.download(job, setup.folder, quiet), refused);
    assert.deepEqual(setup.practice.requests.all, [], 'Salesforce is not even asked');
  });
});
