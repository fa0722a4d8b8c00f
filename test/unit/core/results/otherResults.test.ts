// A cache sends the results of one part of a load for another part. No part reports the rows of another as its own, and
// a Salesforce that changes values is believed.
import assert from 'node:assert/strict';
import { quietTask } from '../../../../src/core/kernel/task';
import type { RemoteList } from '../../../../src/core/results/layout';
import { createResultWriter, type PartResults } from '../../../../src/core/results/results';
import { bytesOf, inPieces } from '../csv/csvFiles';
import { newFolder, plannedLoad, type Sent } from './finishedParts';

const heads: Readonly<Record<RemoteList, string>> = {
  succeeded: '"sf__Id","sf__Created",Column_0,Column_1\n',
  failed: '"sf__Id","sf__Error",Column_0,Column_1\n',
  unprocessed: 'Column_0,Column_1\n',
};
const saved = (names: string, created = true): string =>
  names
    .split(' ')
    .map((name) => `"001${name}","${String(created)}",${name},1\n`)
    .join('');
const refused = (names: string): string =>
  names
    .split(' ')
    .map((name) => `"","X:y:--",${name},1\n`)
    .join('');

type Lists = Partial<Record<RemoteList, string>>;

describe('the results of a part', () => {
  /** Writes the results of parts of two rows each, in turn; those of the last one with `acceptsIncomplete`. */
  const write = async (names: string, lists: readonly Lists[], acceptsIncomplete: boolean) => {
    const rows = names.split(' ').map((name): Sent => ({ values: [name, '1'], outcome: 'succeeded' }));
    const { plan, bytes } = await plannedLoad(rows, undefined, 2);
    assert.equal(plan.parts.length, lists.length);
    const at = newFolder();
    const writeResults = createResultWriter();
    const results: PartResults[] = [];
    for (const [index, list] of lists.entries()) {
      const part = plan.parts[index]!;
      const sent = { plan: part, dialect: plan.dialect, open: () => inPieces(bytes.subarray(part.start, part.end)) };
      const open = async (name: RemoteList) => inPieces(bytesOf(heads[name] + (list[name] ?? '')), [20]);
      const isLast = index === lists.length - 1;
      const remote = { open, mayHaveProcessed: 2, acceptsIncomplete: isLast && acceptsIncomplete };
      results.push(await writeResults(sent, remote, at, quietTask()));
    }
    const { succeeded, failed, unknown, unexpected } = results.at(-1)!;
    return { counts: [succeeded, failed, unknown, unexpected], kept: at.files.text('job/unexpected.1.csv') };
  };

  for (const [what, names, first, second] of [
    ['saved rows', 'A B C D', { succeeded: saved('A B') }, { succeeded: saved('A B') }],
    ['saved rows, cut short', 'A B C D', { succeeded: saved('A B') }, { succeeded: saved('A') }],
    ['saved rows with the values of its own', 'A B A B', { succeeded: saved('A B') }, { succeeded: saved('A B') }],
    ['updated rows', 'A B C D', { succeeded: saved('A B', false) }, { succeeded: saved('A B', false) }],
    ['failed rows', 'A B C D', { failed: refused('A B') }, { failed: refused('A B') }],
  ] as const) {
    it(`are downloaded again when they are another part’s ${what}`, async () => {
      const list = 'failed' in second ? 'failed' : 'succeeded';
      const lost = { code: 'network.otherResults', details: { list } };
      await assert.rejects(write(names, [first, second], false), lost);
    });

    it(`are unknown when every download has another part’s ${what}`, async () => {
      const rows = Object.values(second).join('').split('\n').slice(0, -1);
      const { counts, kept } = await write(names, [first, second], true);
      assert.deepEqual(counts, [0, 0, 2, rows.length]);
      assert.equal(kept, rows.map((row) => `${'failed' in second ? 'failed' : 'succeeded'},${row}\n`).join(''));
    });
  }

  it('keep the rows of the other list when only one is another part’s', async () => {
    const first = { succeeded: saved('A'), failed: refused('B') };
    const { counts } = await write('A B C D', [first, { succeeded: saved('C'), failed: refused('B') }], true);
    assert.deepEqual(counts, [1, 0, 1, 1]);
  });

  for (const [what, names, first, second, expected] of [
    [
      'that Salesforce changed in every part',
      'a b c d',
      { succeeded: saved('A B') },
      { succeeded: saved('C D') },
      [2, 0],
    ],
    ['that Salesforce changed to the same', 'a b c d', { failed: refused('X X') }, { failed: refused('X X') }, [0, 2]],
    [
      'of one record in two parts',
      'A B A B',
      { succeeded: saved('A B', false) },
      { succeeded: saved('A B', false) },
      [2, 0],
    ],
    ['that fail alike', 'A A A A', { failed: refused('A A') }, { failed: refused('A A') }, [0, 2]],
  ] as const)
    it(`are believed for rows ${what}`, async () => {
      const { counts } = await write(names, [first, second], false);
      assert.deepEqual(counts, [...expected, 0, 0]);
    });
});
