// The result files hold what Salesforce sent, with its lines, and survive a crash at any moment.
import assert from 'node:assert/strict';
import { CancelReason, quietTask } from '../../../../src/core/kernel/task';
import { createResultWriter } from '../../../../src/core/results/results';
import { bytesOf, inPieces } from '../csv/csvFiles';
import { merge, newFolder, plannedLoad, rowsOf, writePart, type Sent } from './finishedParts';

describe('the result files', () => {
  const rows: readonly Sent[] = [
    {
      values: ['A;1', 'x'],
      outcome: 'failed',
      error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
      quoted: true,
    },
    { values: ['B', 'y"'], outcome: 'succeeded' },
    { values: ['C', 'z'], outcome: 'unprocessed' },
  ];

  it('hold what Salesforce sent, with the source line, under the header of the source', async () => {
    const load = await plannedLoad(rows, { delimiter: ';', lineEnding: 'CRLF', cuts: [11] }, 2);
    const at = newFolder();
    for (const part of [0, 1]) await writePart(load, part, at);
    await merge(load, at);
    assert.equal(
      at.files.text('job/failed.csv'),
      'sf__Id;sf__Error;sf__Line;Column_0;Column_1\n' +
        '"id0";"REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --";2;"A;1";"x"\n',
    );
    assert.equal(
      at.files.text('job/succeeded.csv'),
      'sf__Id;sf__Created;sf__Line;Column_0;Column_1\n"id1";"true";3;B;"y"""\n',
    );
    assert.equal(at.files.text('job/unprocessed.csv'), 'sf__Line;Column_0;Column_1\n4;C;z\n');
    assert.deepEqual(
      at.files.paths().filter((path) => /\d/.test(path)),
      [],
    );
  });

  it('are the same when a part is downloaded again after a crash', async () => {
    const load = await plannedLoad(rows);
    const at = newFolder();
    const first = await writePart(load, 0, at);
    const contents = at.files.paths().map((path) => at.files.text(path));
    assert.deepEqual(await writePart(load, 0, at), first);
    assert.deepEqual(
      at.files.paths().map((path) => at.files.text(path)),
      contents,
    );
  });

  it('are the same when merging was cut short and is done again', async () => {
    const load = await plannedLoad(rows, undefined, 1);
    const whole = newFolder();
    const torn = newFolder();
    for (const part of [0, 1, 2]) for (const at of [whole, torn]) await writePart(load, part, at);
    await merge(load, whole);
    let left = 7;
    const failing = {
      ...torn.files,
      remove: (path: string) => (left-- > 0 ? torn.files.remove(path) : Promise.reject(new Error('killed'))),
    };
    await assert.rejects(merge(load, { ...torn, files: failing }), /killed/);
    await merge(load, torn);
    assert.deepEqual(torn.files.paths(), whole.files.paths());
    for (const path of whole.files.paths()) assert.equal(torn.files.text(path), whole.files.text(path));
  });

  it('are sorted by line when they are merged, although a retry file had its rows in another order', async () => {
    const load = await plannedLoad(rows, undefined, 1);
    const at = newFolder();
    const lines = [9, 0x8000_0002, 4];
    for (const plan of load.plan.parts) {
      const open = (): AsyncIterable<Uint8Array> => inPieces(load.bytes.subarray(plan.start, plan.end));
      const sourceLines = Uint32Array.of(lines[plan.index] ?? 0);
      const sent = { plan, dialect: load.plan.dialect, open, sourceLines };
      await createResultWriter()(sent, { mayHaveProcessed: 0 }, at, quietTask());
    }
    await merge(load, at);
    assert.deepEqual(
      (await rowsOf(load, at, 'unprocessed')).map(({ line, addedLine, values }) => [line, addedLine, values[0]]),
      [
        [4, undefined, 'C'],
        [9, undefined, 'A;1'],
        [0, 2, 'B'],
      ],
    );
    assert.equal(at.files.text('job/unprocessed.csv'), 'sf__Line,Column_0,Column_1\n9,A;1,x\n,B,"y"""\n4,C,z\n');
  });

  it('do not appear when a download is stopped halfway', async () => {
    const load = await plannedLoad(rows);
    const at = newFolder();
    const stop = new AbortController();
    const open = async (): Promise<AsyncIterable<Uint8Array>> => {
      stop.abort(new CancelReason('shutdown'));
      return inPieces(bytesOf('"sf__Id","sf__Created",Column_0,Column_1\n"1","true",A,B\n'));
    };
    const sent = { plan: load.plan.parts[0]!, dialect: load.plan.dialect, open: () => inPieces(new Uint8Array()) };
    await assert.rejects(createResultWriter()(sent, { open, mayHaveProcessed: 2 }, at, quietTask(stop.signal)), {
      name: 'AbortError',
    });
    assert.deepEqual(at.files.paths(), []);
  });
});
