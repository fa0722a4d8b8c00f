// An org's list of jobs holds kinds that this program never creates; none of them may break the list.
import assert from 'node:assert/strict';
import { decodeRemoteJobs } from '../../../../src/core/bulk/remoteWire';

const decode = (record: object, from: 'ingest' | 'query' = 'ingest') =>
  decodeRemoteJobs({ done: true, nextRecordsUrl: null, records: [{ id: '750x', state: 'Open', ...record }] }, from)
    .jobs[0]!;

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
});
