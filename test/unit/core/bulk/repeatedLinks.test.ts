// Lists whose links lead back, as stored responses of a proxy do: they end with an error instead of never.
import assert from 'node:assert/strict';
import { createBulkApi } from '../../../../src/core/bulk/api';
import { createQueryApi } from '../../../../src/core/bulk/queryApi';
import { queryPages } from '../../../../src/core/bulk/queryPages';
import { createRemoteJobs } from '../../../../src/core/bulk/remoteJobs';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeTransport, type FakeAnswer, type SentRequest } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const id = '7505e0000000001AAA';
const root = '/services/data/v66.0/jobs';
const repeated = { code: 'network.repeatedLink' };

function open(answer: (path: string, request: SentRequest) => FakeAnswer) {
  const transport = createFakeTransport((request) => {
    assert.ok(transport.sent.length < 20, 'it never ends');
    return answer(request.url.pathname + request.url.search, request);
  });
  const clock = createHastyClock();
  const session = { accessToken: '00Dtoken!x', instanceUrl: 'https://ada.my.salesforce.com' };
  const tokens = { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) };
  const log = createRecordingLog();
  const client = createOrgClient({ transport, tokens, gate: openGate, clock, log, apiVersion: '66.0', org: 'ada' });
  return { transport, client, clock };
}
async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}
const listed = (...ids: readonly string[]) => ids.map((one) => ({ id: one, state: 'Open', jobType: 'V2Ingest' }));
const remoteOf = (client: ReturnType<typeof open>['client']) =>
  createRemoteJobs({ client, files: createMemoryFiles(), userNames: async () => new Map() });

describe('a list whose links repeat', () => {
  for (const [what, back] of [
    ['the list before', `${root}/ingest?queryLocator=1`],
    ['the first list', `${root}/ingest`],
  ] as const)
    it(`of bulk jobs ends when it leads back to ${what}`, async () => {
      const { client, transport } = open((path) => ({
        body: {
          records: listed(id),
          nextRecordsUrl: path === `${root}/ingest` ? `${root}/ingest?queryLocator=1` : back,
        },
      }));
      await assert.rejects(remoteOf(client).list({}, task), repeated);
      assert.equal(transport.sent.length, 2);
    });

  it('of bulk jobs ends for the search of a lost job, too', async () => {
    const { client, transport } = open(() => ({
      body: { records: [], nextRecordsUrl: `${root}/ingest?queryLocator=1` },
    }));
    await assert.rejects(all(createBulkApi(client).list(task)), repeated);
    assert.equal(transport.sent.length, 2);
  });

  it('of result pages ends before a page of it is downloaded twice', async () => {
    const path = (page: number): string => `${root}/query/${id}/results?locator=${page}`;
    for (const second of [
      {
        resultPages: [{ resultUrl: path(2) }],
        nextRecordsUrl: `${root}/query/${id}/resultPages?locator=9`,
        done: false,
      },
      { resultPages: [{ resultUrl: path(1) }], done: true },
    ]) {
      const first = {
        ...second,
        resultPages: [{ resultUrl: path(1) }],
        nextRecordsUrl: `${root}/query/${id}/resultPages?locator=9`,
      };
      const { client, clock, transport } = open((asked) => {
        if (!asked.includes('resultPages')) return { body: 'Id\n1\n', headers: { 'sforce-numberofrecords': '1' } };
        return { body: asked.includes('locator=9') ? second : { ...first, done: false } };
      });
      const receive = async (body: AsyncIterable<Uint8Array>) => {
        await all(body);
        return { records: 1, drop: async () => undefined };
      };
      const run = { api: createQueryApi(client, '66.0'), clock, task, remoteId: id, total: 9, receive };
      await assert.rejects(all(queryPages({ records: 0 }, run)), repeated);
      const downloads = transport.sent.filter(({ url }) => url.pathname.endsWith('/results'));
      assert.equal(new Set(downloads.map(({ url }) => url.search)).size, downloads.length);
    }
  });

  it('of locators ends, for an export and for the results of a job of the org', async () => {
    const page = (): FakeAnswer => ({ body: 'Id\n1\n', headers: { 'sforce-locator': 'A' } });
    const { client, clock, transport } = open(page);
    const receive = async () => ({ records: 1, drop: async () => undefined });
    const run = { api: createQueryApi(client, '57.0'), clock, task, remoteId: id, total: 9, receive };
    await assert.rejects(all(queryPages({ records: 0 }, run)), repeated);
    assert.equal(transport.sent.length, 2);
    const remote = open(page);
    const job = { remoteId: id, api: 'query', isClassic: false, state: 'JobComplete', object: 'Account' } as const;
    const user = { operation: 'query', userId: '', userName: '', createdAt: 0, apiVersion: '66.0' };
    await assert.rejects(remoteOf(remote.client).download({ ...job, ...user }, '/home', task), repeated);
    assert.equal(remote.transport.sent.length, 2);
  });
});

describe('a job that is listed twice', () => {
  it('is shown once, also when its ID has 15 characters once', async () => {
    const { client } = open(() => ({ body: { records: listed(id, id.slice(0, 15), id) } }));
    assert.deepEqual(
      (await remoteOf(client).list({}, task)).map(({ remoteId }) => remoteId),
      [id],
    );
    assert.equal((await all(createBulkApi(client).list(task))).length, 1);
  });
});
