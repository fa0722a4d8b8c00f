// Result rows are held to the rows that were sent, in both directions: what cannot be right is in no list.
import assert from 'node:assert/strict';
import { createResultWriter, type PartResults } from '../../../../src/core/results/results';
import type { RemoteList } from '../../../../src/core/results/layout';
import { quietTask } from '../../../../src/core/kernel/task';
import { bytesOf, inPieces } from '../csv/csvFiles';
import { newFolder, plannedLoad, rowsOf, type Sent } from './finishedParts';

const sent: readonly Sent[] = ['A', 'B', 'C'].map((name) => ({ values: [name, '1'], outcome: 'succeeded' }));
const succeeded = '"sf__Id","sf__Created",Column_0,Column_1\n';
const failed = '"sf__Id","sf__Error",Column_0,Column_1\n';
const unprocessed = 'Column_0,Column_1\n';
const saved = (...names: readonly string[]): string => names.map((name) => `"001${name}","true",${name},1\n`).join('');
const refused = (...names: readonly string[]): string => names.map((name) => `"","X:y:--",${name},1\n`).join('');

describe('the results of three rows', () => {
  const write = async (lists: Partial<Record<RemoteList, string>>, rows = sent, acceptsIncomplete = false) => {
    const load = await plannedLoad(rows);
    const at = newFolder();
    const plan = load.plan.parts[0]!;
    const bodies = { succeeded, failed, unprocessed, ...lists };
    const open = async (list: RemoteList) => inPieces(bytesOf(bodies[list]), [20]);
    const part = { plan, dialect: load.plan.dialect, open: () => inPieces(load.bytes.subarray(plan.start, plan.end)) };
    const remote = { open, mayHaveProcessed: plan.records, acceptsIncomplete };
    const results = await createResultWriter()(part, remote, at, quietTask());
    const lines = async (list: RemoteList | 'unknown') => (await rowsOf(load, at, list)).map(({ line }) => line);
    const text = (list: RemoteList) => at.files.text(`job/${list}.0.csv`);
    return { results, lines, text, unexpected: at.files.text('job/unexpected.0.csv') };
  };
  const counts = ({ succeeded: ok, failed: bad, unprocessed: left, unknown, unexpected }: PartResults) => [
    ok,
    bad,
    left,
    unknown,
    unexpected,
  ];

  it('have no unexpected rows when each row is in one list', async () => {
    const { results, unexpected } = await write({
      succeeded: succeeded + saved('C', 'A'),
      failed: failed + refused('B'),
    });
    assert.deepEqual([counts(results), unexpected], [[2, 1, 0, 0, 0], undefined]);
  });

  it('may begin with a byte order mark', async () => {
    const { results } = await write({ succeeded: `\uFEFF${succeeded}${saved('A', 'B', 'C')}` });
    assert.deepEqual(counts(results), [3, 0, 0, 0, 0]);
  });

  it('make a row unknown that is in a list twice, and keep what Salesforce sent', async () => {
    const { results, lines, unexpected } = await write({ succeeded: succeeded + saved('A', 'B', 'B', 'C') });
    assert.deepEqual(counts(results), [2, 0, 0, 1, 2]);
    assert.deepEqual([await lines('succeeded'), await lines('unknown')], [[2, 4], [3]]);
    assert.equal(unexpected, 'succeeded,"001B","true",B,1\nsucceeded,"001B","true",B,1\n');
  });

  it('make rows unknown that are in two lists', async () => {
    const { results } = await write({
      succeeded: succeeded + saved('A', 'B', 'C'),
      failed: failed + refused('A', 'B', 'C'),
    });
    assert.deepEqual(counts(results), [0, 0, 0, 3, 6]);
    assert.deepEqual(results.groups, []);
  });

  it('do not count rows that were never sent', async () => {
    const { results, lines, unexpected } = await write({ succeeded: succeeded + saved('A', 'X', 'B', 'C', 'Y') });
    assert.deepEqual(counts(results), [3, 0, 0, 0, 2]);
    assert.deepEqual(await lines('succeeded'), [2, 3, 4]);
    assert.equal(unexpected, 'succeeded,"001X","true",X,1\nsucceeded,"001Y","true",Y,1\n');
  });

  it('do not take one row that was never sent for two that are missing', async () => {
    const { results, lines } = await write({ succeeded: succeeded + saved('A', 'X') });
    assert.deepEqual(counts(results), [1, 0, 0, 2, 1]);
    assert.deepEqual(await lines('unknown'), [3, 4]);
  });

  it('do not take a row that is there twice for one that is missing', async () => {
    const { results } = await write({ succeeded: succeeded + saved('A', 'A', 'B') });
    assert.deepEqual(counts(results), [1, 0, 0, 2, 2]);
  });

  it('take as many rows of the same content as were sent', async () => {
    const twins: readonly Sent[] = [...sent, { values: ['A', '1'], outcome: 'succeeded' }];
    const right = await write({ succeeded: succeeded + saved('A', 'B', 'C'), failed: failed + refused('A') }, twins);
    assert.deepEqual(counts(right.results), [3, 1, 0, 0, 0]);
    const wrong = await write({ succeeded: succeeded + saved('A', 'A', 'A', 'B', 'C') }, twins);
    assert.deepEqual(counts(wrong.results), [2, 0, 0, 2, 3]);
  });

  for (const [what, body, rows] of [
    ['the columns of a result', 'Column_0,Column_1\nA,1\nB,1\nC,1\n', 3],
    ['a header', saved('A', 'B', 'C'), 3],
    ['anything of a CSV', '<html><body>\nTry again\n</body></html>\n', 2],
    ['the column of the second place', '"sf__Id",Column_0,Column_1\n"001A",A,1\n', 1],
    ['rows, too', 'Service Unavailable\n', 1],
  ] as const)
    it(`are unknown when a list lacks ${what}`, async () => {
      const { results, unexpected } = await write({ succeeded: body });
      assert.deepEqual(counts(results), [0, 0, 0, 3, rows]);
      assert.equal(unexpected, body.replaceAll(/^(?=.)/gm, 'succeeded,'));
    });

  for (const [list, whole, cut] of [
    ['succeeded', succeeded + saved('A', 'B'), '"001C","true","C'],
    ['succeeded', succeeded + saved('A', 'B'), '"001C","tr'],
    ['failed', failed, '"","X:y'],
    ['unprocessed', unprocessed, '"C'],
    ['succeeded', succeeded + saved('A', 'B'), '"001C","true"'],
    ['succeeded', succeeded + saved('A', 'B'), '"001C","true",C,'],
    ['failed', failed, '"","X:y:--",C'],
    ['failed', failed, '"","X:y:--"'],
    ['unprocessed', unprocessed, 'C'],
  ] as const) {
    const lists = { succeeded: succeeded + saved('A', 'B'), [list]: whole + cut };

    it(`are downloaded again when the ${list} rows end in ${cut}`, async () => {
      await assert.rejects(write(lists), { code: 'network.incompleteResults', details: { list } });
    });

    it(`make the rest unknown when the ${list} rows end in ${cut} every time`, async () => {
      const { results, lines, unexpected } = await write(lists, sent, true);
      assert.deepEqual(counts(results), [2, 0, 0, 1, 1]);
      assert.deepEqual([await lines('succeeded'), await lines('unknown')], [[2, 3], [4]]);
      assert.equal(unexpected, `${list},${cut}\n`);
    });
  }

  it('are complete without a last line ending when every download has none', async () => {
    const lists = { succeeded: (succeeded + saved('A', 'B', 'C')).trimEnd(), failed: failed.trimEnd() };
    await assert.rejects(write(lists), { code: 'network.incompleteResults' });
    const { results } = await write(lists, sent, true);
    assert.deepEqual(counts(results), [3, 0, 0, 0, 0]);
  });

  for (const row of ['"","true",B,1', ',true,B,1', ',,B,1'])
    it(`do not call a row saved that has no ID: ${row}`, async () => {
      const { results, lines, unexpected } = await write({ succeeded: `${succeeded}${saved('A', 'C')}${row}\n` });
      assert.deepEqual(counts(results), [2, 0, 0, 1, 1]);
      assert.deepEqual([await lines('succeeded'), await lines('unknown')], [[2, 4], [3]]);
      assert.equal(unexpected, `succeeded,${row}\n`);
    });

  for (const [where, header, row] of [
    [
      'before those of the file',
      '"sf__Id","sf__Created","sf__Note",Column_0,Column_1',
      (name: string) => `n,${name},1`,
    ],
    ['after them', '"sf__Id","sf__Created",Column_0,Column_1,"sf__Note"', (name: string) => `${name},1,"a,b"`],
    [
      'on both sides',
      '"sf__Id","sf__Created","sf__A","SF__B",Column_0,Column_1,sf__C',
      (name: string) => `"a,","",${name},1,`,
    ],
  ] as const)
    it(`may have further columns of Salesforce ${where}, which are not kept`, async () => {
      const body = ['C', 'A', 'B'].map((name) => `"001${name}","true",${row(name)}\n`).join('');
      const { results, lines, text } = await write({ succeeded: `${header}\n${body}` });
      assert.deepEqual(counts(results), [3, 0, 0, 0, 0]);
      assert.deepEqual(await lines('succeeded'), [2, 3, 4]);
      assert.equal(text('succeeded'), '"001C","true",4,C,1\n"001A","true",2,A,1\n"001B","true",3,B,1\n');
    });

  it('may have no columns of the file when nothing of it arrived', async () => {
    const lists = { succeeded: '"sf__Id","sf__Created"\n', failed: '"sf__Id","sf__Error"\n', unprocessed: '\n' };
    const { results } = await write(lists);
    assert.deepEqual(counts(results), [0, 0, 0, 3, 0]);
    const withRow = await write({ ...lists, succeeded: '"sf__Id","sf__Created"\n"001A","true"\n' });
    assert.deepEqual(counts(withRow.results), [0, 0, 0, 3, 1]);
  });

  for (const [what, header, row] of [
    ['a column that was not sent', '"sf__Id","sf__Created",Column_0,Other,Column_1', 'A,x,1'],
    ['a last column that was not sent', '"sf__Id","sf__Created",Column_0,Column_1,Other', 'A,1,x'],
    ['not all columns', '"sf__Id","sf__Created",Column_0', 'A'],
  ] as const)
    it(`are unknown when a list has ${what}`, async () => {
      const { results, unexpected } = await write({ succeeded: `${header}\n"001A","true",${row}\n` });
      assert.deepEqual(counts(results), [0, 0, 0, 3, 1]);
      assert.equal(unexpected, `succeeded,${header}\nsucceeded,"001A","true",${row}\n`);
    });

  it('may be empty lists without a header', async () => {
    const { results } = await write({ succeeded: succeeded + saved('A', 'B', 'C'), failed: '', unprocessed: '' });
    assert.deepEqual(counts(results), [3, 0, 0, 0, 0]);
  });

  it('leave no unexpected rows once a second download is right', async () => {
    const load = await plannedLoad(sent);
    const at = newFolder();
    const plan = load.plan.parts[0]!;
    const part = { plan, dialect: load.plan.dialect, open: () => inPieces(load.bytes.subarray(plan.start, plan.end)) };
    const collect = (body: string): Promise<PartResults> =>
      createResultWriter()(
        part,
        {
          open: async (list) => inPieces(bytesOf({ succeeded: body, failed, unprocessed }[list])),
          mayHaveProcessed: 3,
        },
        at,
        quietTask(),
      );
    await collect(succeeded + saved('A', 'A', 'B', 'C'));
    assert.ok(at.files.paths().includes('job/unexpected.0.csv'));
    await collect(succeeded + saved('A', 'B', 'C'));
    assert.ok(!at.files.paths().includes('job/unexpected.0.csv'));
  });
});
