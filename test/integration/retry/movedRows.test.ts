// Lines of a changed file may have another row now. A retry takes none that is saved already or retried for itself.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { LoadState, RetryChoice, RetryOffer } from '../../../src/core/core';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';
import { offerNow, offerOf, startOffer, textOf } from '../setup/retries';

describe('rows of a file in another order', () => {
  let setup: CoreSetup;
  let file: string;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const insert = { operation: 'insert' } as const;
  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const header = 'Name,NumberOfEmployees';
  const keyed = `External_Id__c,${header}`;
  const csv = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
  const load = async (spec: typeof insert | typeof upsert, ...rows: readonly string[]): Promise<LoadState> => {
    file = await setup.csv('a.csv', csv(...rows));
    return setup.load(file, spec);
  };
  const edit = (...rows: readonly string[]): Promise<void> => writeFile(file, csv(...rows));
  const offer = (state: LoadState, choice?: RetryChoice): Promise<RetryOffer> => offerOf(setup, state, choice);
  const start = (one: RetryOffer): Promise<LoadState> => startOffer(setup, one);
  const found = async (one: RetryOffer) => [one.change?.differing, one.change?.missing];
  const linesOf = async (one: RetryOffer): Promise<readonly string[]> =>
    (await textOf(one)).trimEnd().split('\n').slice(1);
  const saved = async (name: string): Promise<number> =>
    (await setup.rowsOf(`SELECT Id FROM Account WHERE Name = '${name}'`)).length;

  it('with a corrected key: the row that has its line now is not sent in its place', async () => {
    const first = await load(upsert, keyed, 'E1,Moss,1', 'E2,Lee,x', 'E3,Kim,3', 'E4,Ray,y');
    assert.equal(first.failed, 2);
    // E2 became E9 and went to the end. Its line has E1, which is saved, and then E4, which is retried by its key.
    await edit(keyed, 'E3,Kim,3', 'E1,Moss,1', 'E4,Ray,4', 'E9,Lee,2');
    const one = await offer(first);
    assert.deepEqual(await found(one), [1, 1]);
    assert.deepEqual(await linesOf(offerNow(one)), ['3,E2,Lee,x', '5,E4,Ray,4']);
    await edit(keyed, 'E3,Kim,3', 'E4,Ray,4', 'E1,Moss,1', 'E9,Lee,2');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['3,E2,Lee,x', '5,E4,Ray,4']);
    // Where no row has moved, it is found on its line, whatever its key is.
    await edit(keyed, 'E1,Moss,1', 'E9,Lee,2', 'E3,Kim,3', 'E4,Ray,4');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['3,E9,Lee,2', '5,E4,Ray,4']);
  });

  it('with a corrected key: a row that the retry does not send is not sent in its place, either', async () => {
    const first = await load(upsert, keyed, 'E1,Moss,1', 'E2,Lee,x', 'E3,Kim,3', 'E4,,4');
    await edit(keyed, 'E1,Moss,1', 'E4,Ray,4', 'E3,Kim,3', 'E9,Lee,2');
    const group = first.groups.findIndex(({ code }) => code !== 'REQUIRED_FIELD_MISSING');
    assert.deepEqual(await found(await offer(first, { list: 'failed', group })), [0, 1]);
  });

  it('with a key that two rows had: each is found on its line', async () => {
    const first = await load(upsert, keyed, 'E2,Lee,x', 'E2,Kim,y', 'E3,Moss,3');
    assert.equal(first.failed, 2);
    await edit(keyed, 'E2,Lee,5', 'E9,Kim,7', 'E3,Moss,3');
    const one = await offer(first);
    assert.deepEqual(await linesOf(offerNow(one)), ['2,E2,Lee,5', '3,E9,Kim,7']);
  });

  it('to insert: a saved row is left alone on every line that it is on', async () => {
    const first = await load(insert, header, 'A,1', 'B,x', 'C,3', 'D,y', 'C,3');
    await edit(header, 'A,1', 'C,3', 'B,2', 'C,3', 'D,4');
    assert.deepEqual(await found(await offer(first)), [0, 2]);
  });

  it('to insert: a row that failed, too, is not sent in place of another one', async () => {
    const unlock = setup.practice.org.locks.add({ object: 'Account', field: 'Name', values: ['D'] });
    const first = await load(insert, header, 'A,1', 'B,x', 'C,3', 'D,4');
    assert.equal(first.failed, 2);
    unlock();
    await edit(header, 'A,1', 'D,4', 'C,3', 'B,2');
    const one = await offer(first, {
      list: 'failed',
      code: first.groups.find(({ code }) => code !== 'UNABLE_TO_LOCK_ROW')?.code ?? '',
    });
    assert.deepEqual([one.records, ...(await found(one))], [1, 0, 1]);
    await start(one);
    await start(await offer(first));
    assert.equal(await saved('D'), 1);
  });

  it('to insert: no line counts when a saved row has moved, although other lines have new rows', async () => {
    const first = await load(insert, header, 'A,x', 'B,2', 'C,y', 'D,4', 'E,z');
    assert.equal(first.failed, 3);
    // B and D went to the end, so the other lines have rows that were edited: each could be any of the three.
    await edit(header, 'C,30', 'E,50', 'A,10', 'B,2', 'D,4');
    const one = await offer(first);
    assert.deepEqual(await found(one), [0, 3]);
    await edit(header, 'A,10', 'B,2', 'C,30', 'D,4', 'E,50');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['2,A,10', '4,C,30', '6,E,50']);
  });

  it('to insert: no line counts when rows that were not saved have changed places, although each was edited', async () => {
    const site = `${header},Site`;
    const first = await load(insert, site, 'A,x,Rome', 'B,2,Oslo', 'C,y,Bern', 'D,z,Kiel');
    await edit(site, 'C,3,Bern', 'B,2,Oslo', 'A,1,Rome', 'D,4,Kiel');
    const one = await offer(first, { list: 'failed', places: [0] });
    assert.deepEqual(await found(one), [0, 1]);
    // Two cells of a row were corrected, and none has moved.
    await edit(site, 'A,1,Roma', 'B,2,Oslo', 'C,3,Bern', 'D,4,Kiel');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['2,A,1,Roma', '4,C,3,Bern', '5,D,4,Kiel']);
  });

  it('to insert: equal rows that were saved and not saved stay on their lines', async () => {
    const unlock = setup.practice.org.locks.add({ object: 'Account', field: 'Name', values: ['C'] });
    const first = await load(insert, header, 'A,1', 'C,3', 'B,x', 'C,3');
    unlock();
    assert.equal(first.failed, 3);
    await edit(header, 'A,1', 'C,3', 'B,2', 'C,3');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['3,C,3', '4,B,2', '5,C,3']);
  });

  describe('after a retry saved one of them', () => {
    let first: LoadState;
    let second: LoadState;
    /** C is saved by the retry, with the values that the file has then. */
    beforeEach(async () => {
      first = await load(insert, header, 'A,1', 'B,x', 'C,y');
      const one = await offer(first, { list: 'failed', places: [1] });
      await writeFile(one.file, (await readFile(one.file, 'utf8')).replace('"y"', '"3"'));
      second = await start(one);
      assert.equal(second.succeeded, 1);
      await edit(header, 'A,1', 'C,3', 'B,2');
    });

    it('it is not inserted again', async () => {
      assert.deepEqual(await found(await offer(first)), [0, 1]);
      await edit(header, 'A,1', 'B,2', 'C,3');
      assert.deepEqual(await linesOf(offerNow(await offer(first))), ['3,B,2']);
    });

    it('it is not inserted again by a retry in which columns were moved', async () => {
      const one = await offer(first);
      await writeFile(one.file, 'sf__Line,NumberOfEmployees,Name\n3,z,B\n');
      const third = await start(one);
      assert.deepEqual([third.failed, third.plan?.columns[0]], [1, 'NumberOfEmployees']);
      assert.deepEqual(await found(await offer(third)), [0, 1]);
    });

    it('no row is taken by its line once the retry is removed', async () => {
      await setup.core.jobs.remove(second.jobId);
      assert.deepEqual(await found(await offer(first)), [0, 1]);
      const one = await offer(first);
      const third = await start(one);
      assert.deepEqual(await found(await offer(third)), [0, 1]);
    });

    it('no row is taken by its line once its file of saved rows is edited', async () => {
      for (const { jobId } of [first, second]) {
        const succeeded = (await setup.core.jobs.resultFile(jobId, 'succeeded')) ?? '';
        const text = await readFile(succeeded, 'utf8');
        await writeFile(succeeded, text.replace('"A"', '"A longer name"').replace('"C"', '"C longer"'));
        assert.deepEqual(await found(await offer(first)), [0, 1]);
        await writeFile(succeeded, text);
      }
    });
  });

  it('to insert: rows that name the same line are sent as they were', async () => {
    const first = await load(insert, header, 'A,1', 'B,x');
    const one = await offer(first);
    await writeFile(one.file, `sf__Line,${header}\n3,B1,x\n3,B2,y\n`);
    const second = await start(one);
    assert.equal(second.failed, 2);
    await edit(header, 'A,1', 'B,2');
    assert.deepEqual(await found(await offer(second)), [0, 2]);
    await writeFile(second.spec.file, `sf__Line,${header}\n3,B1,1\n3,B2,2\n`);
    assert.deepEqual(await found(await offer(second)), [0, 2]);
  });

  it('to insert: the line of a row that was saved is not taken for another row with its line', async () => {
    const first = await load(insert, header, 'A,1', 'B,x');
    const one = await offer(first);
    await writeFile(one.file, `sf__Line,${header}\n3,B1,1\n3,B2,y\n`);
    const second = await start(one);
    assert.deepEqual([second.succeeded, second.failed], [1, 1]);
    await edit(header, 'A,1', 'B,2');
    assert.deepEqual(await found(await offer(second)), [0, 1]);
  });

  it('to insert: no row is taken by its line while a retry runs, which may be saving it', async () => {
    const first = await load(insert, header, 'A,1', 'B,x', 'C,y');
    const one = await offer(first, { list: 'failed', places: [1] });
    await writeFile(one.file, `sf__Line,${header}\n4,C,3\n`);
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    const jobId = await setup.core.jobs.start({ ...one.spec, api: 'bulk' });
    await edit(header, 'A,1', 'C,3', 'B,2');
    assert.deepEqual(await found(await offer(first)), [0, 1]);
    setup.practice.faults.clear();
    assert.equal((await setup.core.jobs.whenFinished(jobId, signal)).succeeded, 1);
  });

  describe('of a retry file', () => {
    let second: LoadState;
    const retried = async (...rows: readonly string[]): Promise<void> => {
      const one = await offer(await load(insert, header, 'A,1', 'B,x', 'C,y', 'D,z'));
      await writeFile(one.file, csv(...rows));
      second = await start(one);
      file = second.spec.file;
    };

    it('without line numbers: no row is taken by its line when their number has changed', async () => {
      await retried(header, 'B,x', 'C,y', 'D,z');
      assert.equal(second.failed, 3);
      await edit(header, 'C,3', 'D,4');
      assert.deepEqual(await found(await offer(second)), [0, 3]);
      await edit(header, 'B,x', 'C,3', 'D,4');
      assert.deepEqual(await linesOf(offerNow(await offer(second))), ['2,B,x', '3,C,3', '4,D,4']);
    });

    it('that lost or got its line numbers: its lines are no longer those of the rows', async () => {
      await retried(`sf__Line,${header}`, '3,B,x', '4,C,y', '5,D,z');
      await edit(header, 'B,2', 'C,3', 'D,4');
      assert.equal((await offer(second)).change, undefined);
      await retried(header, 'B,x', 'C,y', 'D,z');
      await edit(`sf__Line,${header}`, '3,B,2', '4,C,3', '5,D,4');
      assert.equal((await offer(second)).change, undefined);
    });

    it('with rows that were added: these are not taken by their line when the number of rows has changed', async () => {
      await retried(`sf__Line,${header}`, '3,B,x', ',X,x', ',Y,y');
      assert.equal(second.failed, 3);
      await edit(`sf__Line,${header}`, ',X,1', ',Y,2');
      assert.deepEqual(await found(await offer(second)), [0, 3]);
      await edit(`sf__Line,${header}`, '3,B,2', ',X,1', ',Y,2');
      assert.deepEqual(await linesOf(offerNow(await offer(second))), ['3,B,2', ',X,1', ',Y,2']);
    });
  });

  it('with rows that were added to the retry: these are not missed in the file of the load', async () => {
    const one = await offer(await load(insert, header, 'A,1', 'B,x'));
    await writeFile(one.file, `sf__Line,${header}\n3,B,x\n,X,x\n`);
    const second = await start(one);
    await edit(header, 'A,1', 'B,2');
    assert.deepEqual(await found(await offer(second)), [1, 0]);
  });

  it('takes a newer value of the retry file when the file of the load has changed for other rows only', async () => {
    const one = await offer(await load(insert, header, 'A,1', 'B,x'));
    const second = await start(one);
    await edit(header, 'A,1', 'New,5', 'B,x');
    await writeFile(second.spec.file, `sf__Line,${header}\n3,B,2\n`);
    const again = await offer(second);
    assert.deepEqual([again.change?.source, ...(await found(again))], [second.spec.file, 1, 0]);
  });
});
