// A result file that was saved after the job wrote it is read once, not for each page that the grid shows.
import assert from 'node:assert/strict';
import { createRowReader } from '../../../../src/core/results/rowPages';
import type { RowQuery } from '../../../../src/core/results/rowQuery';
import { createSha256 } from '../../../../src/node/sha256';
import { createHastyClock } from '../../../fakes/manualClock';
import { merge, newFolder, plannedLoad, writePart } from './finishedParts';

const { signal } = new AbortController();

describe('pages of a file that is newer than its index', () => {
  /** Two failed rows, A and B. `onRead` is called before the CSV is read. */
  const newer = async (change: (csv: string) => string, onRead: () => void = () => undefined) => {
    const load = await plannedLoad(['B', 'A'].map((name) => ({ values: [name, '1'], outcome: 'failed' })));
    const at = newFolder();
    const { files } = at;
    await writePart(load, 0, at);
    await merge(load, at);
    files.put('job/failed.csv', change(files.text('job/failed.csv')!));
    let readings = 0;
    const read: typeof files.read = (path, range) => {
      if (path === 'job/failed.csv') onRead();
      if (path === 'job/failed.csv' && range?.start === 0) readings++;
      return files.read(path, range);
    };
    const reader = createRowReader({ ...files, read }, createHastyClock(), createSha256);
    const view = { folder: 'job', parts: [0], columns: load.plan.columns, delimiter: ',', groups: [] } as const;
    const page = async (query: Partial<RowQuery> = {}): Promise<readonly (string | undefined)[]> => {
      const { rows } = await reader.page(view, { list: 'failed', offset: 0, limit: 9, ...query }, signal);
      return rows.map(({ values }) => values[0]);
    };
    return { page, files, readings: () => readings };
  };
  const changed = (csv: string): string => csv.replace(',A,', ',C,');
  const refused = { code: 'job.resultFileChanged' };

  it('read all of it only once when it was saved unchanged', async () => {
    const { page, readings } = await newer((csv) => csv);
    assert.deepEqual(await Promise.all([page(), page({ offset: 1 })]), [['B', 'A'], ['A']]);
    assert.deepEqual(await page({ offset: 1 }), ['A']);
    assert.equal(readings(), 1);
  });

  it('read all of it only once when its rows were changed', async () => {
    const { page, readings } = await newer(changed);
    await assert.rejects(page(), refused);
    await assert.rejects(page({ offset: 1 }), refused);
    assert.equal(readings(), 1);
  });

  it('read it again when it was saved again', async () => {
    const { page, files } = await newer(changed);
    await assert.rejects(page(), refused);
    files.put('job/failed.csv', files.text('job/failed.csv')!.replace(',C,', ',A,'));
    assert.deepEqual(await page(), ['B', 'A']);
  });

  it('are shown although reading it failed before', async () => {
    let isBroken = true;
    const { page } = await newer(
      (csv) => csv,
      () => {
        if (isBroken) throw new Error('the drive is gone');
      },
    );
    await assert.rejects(page(), /the drive is gone/);
    isBroken = false;
    assert.deepEqual(await page(), ['B', 'A']);
  });
});
