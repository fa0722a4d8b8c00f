// A file of inserts that became longer or shorter: rows are found by their lines as long as these cannot have moved.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { LoadState } from '../../../src/core/core';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';
import { offerNow, offerOf, textOf } from '../setup/retries';

describe('rows of a file of inserts that is longer or shorter', () => {
  const header = 'Name,NumberOfEmployees';
  let setup: CoreSetup;
  let file: string;
  let first: LoadState;
  const csv = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
  const edit = (...rows: readonly string[]): Promise<void> => writeFile(file, csv(...rows));
  const offer = (state: LoadState) => offerOf(setup, state);
  const found = async (one: Awaited<ReturnType<typeof offer>>) => [one.change?.differing, one.change?.missing];
  const linesOf = async (one: Awaited<ReturnType<typeof offer>>): Promise<readonly string[]> =>
    (await textOf(one)).trimEnd().split('\n').slice(1);

  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
    file = await setup.csv('a.csv', csv(header, 'A,1', 'B,x', 'C,3', 'D,y'));
    first = await setup.load(file, { operation: 'insert' });
    assert.equal(first.failed, 2);
  });
  afterEach(() => setup.close());

  it('no row is missed after rows were appended', async () => {
    await edit(header, 'A,1', 'B,x', 'C,3', 'D,y', 'E,5');
    assert.equal((await offer(first)).change, undefined);
    await edit(header, 'A,1', 'B,2', 'C,3', 'D,y', 'E,5', 'F,6');
    const one = await offer(first);
    assert.deepEqual(await found(one), [1, 0]);
    assert.deepEqual(await linesOf(offerNow(one)), ['3,B,2', '5,D,y']);
  });

  it('the last row is found if no row after it is as much like it', async () => {
    await edit(header, 'A,1', 'B,2', 'C,3', 'D,4', 'E,5');
    assert.deepEqual(await linesOf(offerNow(await offer(first))), ['3,B,2', '5,D,4']);
    for (const [last, after] of [
      ['New,0', 'D,4'],
      ['New,y', 'D,4'],
      ['New,0', 'Dee,4'],
    ] as const) {
      await edit(header, 'A,1', 'B,2', 'C,3', last, after);
      const one = await offer(first);
      assert.deepEqual(await found(one), [1, 1], last);
      assert.deepEqual(await linesOf(offerNow(one)), ['3,B,2', '5,D,y']);
    }
  });

  it('a row is found before those that were removed at the end', async () => {
    await edit(header, 'A,1', 'B,2', 'C,3');
    const one = await offer(first);
    assert.deepEqual(await found(one), [1, 1]);
    assert.deepEqual(await linesOf(offerNow(one)), ['3,B,2', '5,D,y']);
  });

  for (const rows of [
    ['New,0', 'A,1', 'B,2', 'C,3', 'D,4'],
    ['A,1', 'New,0', 'B,2', 'C,3', 'D,4'],
    ['A,1', 'New,x', 'B,2', 'C,3', 'D,4', 'E,5'],
    ['A,1', 'C,3', 'D,4'],
    ['New,0', 'Anna,1', 'B,2', 'Carl,3', 'D,4'],
  ])
    it(`no row is taken for the one that was on its line: ${rows.join(' ')}`, async () => {
      await edit(header, ...rows);
      const one = await offer(first);
      assert.deepEqual(await found(one), [0, 2]);
      assert.deepEqual(await linesOf(one), ['3,B,x', '5,D,y']);
    });
});
