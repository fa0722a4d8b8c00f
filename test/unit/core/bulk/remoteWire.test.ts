// An org's list of jobs holds kinds that this program never creates; none of them may break the list.
import assert from 'node:assert/strict';
import { decodeRemoteJobs } from '../../../../src/core/bulk/remoteWire';

const decode = (record: object, from: 'ingest' | 'query' = 'ingest') =>
  decodeRemoteJobs(
    { done: true, nextRecordsUrl: null, records: [{ id: '7505e0000000001AAA', state: 'Open', ...record }] },
    from,
  ).jobs[0]!;

describe('a job in the list of an org', () => {
  it('says itself what kind it is, in any list', () => {
    assert.equal(decode({ jobType: 'V2Query' }).api, 'query');
    assert.equal(decode({ jobType: 'V2Ingest' }, 'query').api, 'ingest');
    assert.deepEqual([decode({ jobType: 'Classic' }).api, decode({ jobType: 'Classic' }).isClassic], ['ingest', true]);
    assert.equal(decode({}, 'query').api, 'query');
  });

  it('is shown even when half of its keys are missing', () => {
    const job = decode({ object: null });
    assert.deepEqual([job.object, job.operation, job.userName, job.createdAt], ['', '', '', 0]);
  });

  it('keeps the API version, since results can only be fetched with that one', () => {
    assert.equal(decode({ apiVersion: 61 }).apiVersion, '61.0');
  });

  for (const id of ['../../escaped/x', '750x', '7505e00000000/1AA', '7505e0000000001AAA\n', ''])
    it(`is refused when its ID has another form than those of Salesforce: ${JSON.stringify(id)}`, () =>
      assert.throws(() => decode({ id }), /not the ID of a job/));

  it('may have the short form of an ID', () => {
    assert.equal(decode({ id: '7505e0000000001' }).remoteId, '7505e0000000001');
  });

  for (const next of ['https://evil.example/x', '//evil.example/x', '/services/data/../../x', 'jobs', '/a/%2e%2e/b'])
    it(`is refused with a list that continues at “${next}”`, () =>
      assert.throws(() => decodeRemoteJobs({ nextRecordsUrl: next, records: [] }, 'ingest'), /not a path/));

  it('is in a list that continues at a path of the same host', () => {
    const next = '/services/data/v66.0/jobs/ingest?queryLocator=01g..x';
    assert.equal(decodeRemoteJobs({ nextRecordsUrl: next, records: [] }, 'ingest').next, next);
  });
});
