// Saved debug logs: one file a log, separate by org, and never more bytes than the limit.
import assert from 'node:assert/strict';
import { quietTask } from '../../../../src/core/kernel/task';
import { createLogCache, type LogCache } from '../../../../src/core/tooling/logCache';
import type { DebugLog } from '../../../../src/core/tooling/wire';
import { createMemoryFiles, type MemoryFiles } from '../../../fakes/memoryFiles';

const quiet = quietTask();

const logOf = (n: number): DebugLog => ({
  logId: `07L00000000000${n}EAA`,
  userId: '',
  userName: '',
  operation: '',
  request: '',
  application: '',
  status: 'Success',
  sizeBytes: 10,
  durationMs: 1,
  startedAt: Date.UTC(2026, 10, 20, 9, 47, n),
});

describe('saved debug logs', () => {
  let files: MemoryFiles;
  beforeEach(() => {
    files = createMemoryFiles();
  });
  const cacheOf = (organization = '00D1', maxBytes = 100): LogCache =>
    createLogCache({ files, folder: '/logs', organization, maxBytes });
  const body = (text: string) => async () =>
    (async function* () {
      yield Promise.resolve(new TextEncoder().encode(text));
    })();

  it('have the ID and the start in their name, in a folder of their org', async () => {
    const path = await cacheOf().save(logOf(1), body('text'), quiet);
    assert.equal(path, '/logs/00D1/07L000000000001EAA-20261120T094701Z.log');
    assert.equal(files.text(path), 'text');
    assert.notEqual(cacheOf('00D2').pathOf(logOf(1)), path);
  });

  it('are not there when their download breaks', async () => {
    const broken = async () =>
      (async function* () {
        yield Promise.resolve(new TextEncoder().encode('half'));
        throw new Error('broken');
      })();
    await assert.rejects(cacheOf().save(logOf(1), broken, quiet), /broken/);
    assert.deepEqual(files.paths(), []);
  });

  it('lose the oldest ones of all orgs beyond the limit', async () => {
    await cacheOf('00D1').save(logOf(1), body('1234567890'), quiet);
    await cacheOf('00D2').save(logOf(2), body('1234567890'), quiet);
    await cacheOf('00D1').save(logOf(3), body('1234567890'), quiet);
    await cacheOf('00D1', 25).trim();
    assert.deepEqual(
      files.paths().map((path) => path.slice(6, 28)),
      ['00D1/07L000000000003EA', '00D2/07L000000000002EA'],
    );
  });

  it('are removed by ID, of one org only', async () => {
    await cacheOf('00D1').save(logOf(1), body('a'), quiet);
    await cacheOf('00D2').save(logOf(1), body('a'), quiet);
    await cacheOf('00D1').remove(['07L000000000001']);
    assert.equal(files.paths().length, 1);
    assert.match(files.paths()[0] ?? '', /^\/logs\/00D2\//);
  });
});
