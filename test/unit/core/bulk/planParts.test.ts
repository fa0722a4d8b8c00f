// A file is cut into parts that together are the file, each of them small enough for Salesforce.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { createSha256 } from '../../../../src/node/sha256';
import { planParts, type CsvPlan } from '../../../../src/core/bulk/planParts';
import type { CsvDialect, PartPlan } from '../../../../src/core/model/load';
import { quietTask } from '../../../../src/core/kernel/task';
import { bytesOf, inPieces, inventedCsv } from '../csv/csvFiles';

const plain: CsvDialect = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 };
const roomy = { partBytes: 1e9, partRecords: 1e9 };

const plan = (
  content: string | Uint8Array,
  { dialect = plain, limits = roomy, cuts = [3] as readonly number[] } = {},
): Promise<CsvPlan> => {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return planParts(
    { file: 'a.csv', dialect, chunks: inPieces(bytes, cuts), sha256: createSha256, hashesFile: true },
    limits,
    quietTask(),
  );
};

const hashOf = (...pieces: readonly Uint8Array[]): string =>
  createHash('sha256').update(Buffer.concat(pieces)).digest('hex');

const bounds = ({ start, end, records, firstLine }: PartPlan): readonly number[] => [start, end, records, firstLine];

const linesBefore = (text: string): number => 1 + (text.match(/\r\n|\r|\n/g)?.length ?? 0);

describe('the parts of a file', () => {
  it('have the hash of what is sent, and the file that of all its bytes, wherever blank lines and the pieces that are read begin', async () => {
    const lines = fc.array(fc.constantFrom('', '', 'a', 'bcd', '"x\ny"', 'ü'), { minLength: 1, maxLength: 12 });
    const limits = fc.record({
      partBytes: fc.integer({ min: 1, max: 40 }),
      partRecords: fc.integer({ min: 1, max: 4 }),
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(lines, limits, cuts, fc.boolean(), async (rows, limit, sizes, isOpenEnded) => {
        fc.pre(rows.some((row) => row !== ''));
        const bytes = bytesOf(`Name\n${rows.join('\n')}${isOpenEnded ? '' : '\n'}`);
        const { header, parts, sha256: ofFile } = await plan(bytes, { limits: limit, cuts: sizes });
        assert.equal(ofFile, hashOf(bytes));
        for (const { start, end, sha256 } of parts) assert.equal(sha256, hashOf(header, bytes.subarray(start, end)));
      }),
      { numRuns: 1000 },
    );
  });

  it('put together are the file, cut only between records, within both limits', async () => {
    const limits = fc.record({
      partBytes: fc.integer({ min: 1, max: 120 }),
      partRecords: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(inventedCsv, limits, async (csv, limit) => {
        fc.pre(!(/\r\n/.test(csv.rows.flat().join()) && /(?<!\r)\n/.test(csv.rows.flat().join())));
        const { delimiter, lineEnding, cuts } = csv;
        const bytes = bytesOf(csv.text);
        const { header, parts, records } = await plan(bytes, {
          dialect: { ...plain, delimiter, lineEnding },
          limits: limit,
          cuts,
        });
        const texts = parts.map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString());
        assert.equal((Buffer.from(header).toString() + texts.join('')).trimEnd(), csv.text.trimEnd());
        const options = { delimiter, record_delimiter: ['\r\n', '\n'] };
        const rows = texts.map((text): string[][] => parse(text, options));
        assert.deepEqual(rows.flat(), csv.rows.slice(1));
        assert.equal(records, csv.rows.length - 1);
        parts.forEach((part, index) => {
          assert.equal(part.index, index);
          assert.equal(part.records, rows[index]!.length);
          assert.ok(part.records <= limit.partRecords);
          assert.ok(part.records === 1 || header.length + part.end - part.start <= limit.partBytes);
          assert.equal(part.sha256, hashOf(header, bytes.subarray(part.start, part.end)));
          assert.equal(part.firstLine, linesBefore(Buffer.from(bytes.subarray(0, part.start)).toString()));
        });
      }),
      { numRuns: 400 },
    );
  });

  it('are full before the next one begins', async () => {
    const { parts } = await plan('a,b\n' + '1,2\n'.repeat(10), { limits: { partBytes: 4 + 3 * 4, partRecords: 100 } });
    assert.deepEqual(
      parts.map(({ records }) => records),
      [3, 3, 3, 1],
    );
  });

  it('start after the byte order mark and the header', async () => {
    const { header, parts, sizeBytes } = await plan('\ufeffName\nA\nB', { dialect: { ...plain, bomBytes: 3 } });
    assert.equal(Buffer.from(header).toString(), 'Name\n');
    assert.deepEqual(parts.map(bounds), [[8, 11, 2, 2]]);
    assert.equal(sizeBytes, 11);
  });

  it('leave out blank lines at the end, even when these would begin a part', async () => {
    const { parts, records } = await plan('Name\nA\nB\n\n\r\n\n', { limits: { partBytes: 1e9, partRecords: 2 } });
    assert.equal(records, 2);
    assert.deepEqual(parts.map(bounds), [[5, 9, 2, 2]]);
  });

  it('keep a blank line between records of one column', async () => {
    const { parts } = await plan('Name\nA\n\nB\n', { limits: { partBytes: 1e9, partRecords: 2 } });
    assert.deepEqual(
      parts.map(({ start, end, records, firstLine }) => [start, end, records, firstLine]),
      [
        [5, 8, 2, 2],
        [8, 10, 1, 4],
      ],
    );
  });

  it('can be cut out of the UTF-8 copy of a file in another encoding', async () => {
    const dialect: CsvDialect = { ...plain, encoding: 'utf-16le', bomBytes: 2 };
    const found = await plan(Buffer.from('\ufeffName\né\n😀\n', 'utf16le'), { dialect });
    assert.equal(found.needsRewrite, 'encoding');
    assert.deepEqual(found.dialect, plain);
    assert.deepEqual(found.parts.map(bounds), [[5, 13, 2, 2]]);
  });
});

describe('the line ending of a file', () => {
  const ending = async (text: string, lineEnding: CsvDialect['lineEnding'] = 'LF'): Promise<string> => {
    const { needsRewrite, dialect } = await plan(text, { dialect: { ...plain, lineEnding } });
    return `${dialect.lineEnding} ${needsRewrite ?? 'as it is'}`;
  };

  it('is declared as it is when it is the same everywhere', async () => {
    assert.equal(await ending('a,b\n1,"x\ny"\n'), 'LF as it is');
    assert.equal(await ending('a,b\r\n1,"x\r\ny"\r\n', 'CRLF'), 'CRLF as it is');
    assert.equal(await ending('a,b\r\n1,"x\ry"\r\n', 'CRLF'), 'CRLF as it is');
  });

  it('is that of the values where records end otherwise, since values may not change', async () => {
    assert.equal(await ending('a,b\r\n1,"x\ny"\r\n', 'CRLF'), 'LF lineEndings');
    assert.equal(await ending('a,b\n1,"x\r\ny"\n'), 'CRLF lineEndings');
  });

  it('is that of the header where records end in two ways', async () => {
    assert.equal(await ending('a,b\n1,2\r\n3,4\n'), 'LF lineEndings');
    assert.equal(await ending('a,b\r\n1,2\n3,4\r\n', 'CRLF'), 'CRLF lineEndings');
  });

  it('is missing when values hold both kinds, and the line is named', async () => {
    const { mixedBreaks } = await plan('a,b\n1,"x\ny"\n2,"x\r\ny"\n');
    assert.deepEqual(mixedBreaks, { line: 4, expected: 'LF', found: 'CRLF' });
    assert.equal((await plan('a,b\r\n1,"x\ny"\r\n2,"x\ny"\r\n')).mixedBreaks, undefined);
  });
});

describe('a file with nothing to send', () => {
  it('is rejected when it has only a header', async () => {
    for (const text of ['Name,b', 'Name,b\n', 'Name\n\n\n']) await assert.rejects(plan(text), { code: 'input.noRows' });
  });

  it('is rejected when it is empty', async () => {
    await assert.rejects(plan(''), { code: 'input.empty' });
  });

  it('is no longer read after a cancel', async () => {
    const stop = new AbortController();
    const chunks = (async function* () {
      for (;;) {
        yield bytesOf('Name\nA\n');
        stop.abort(new Error('enough'));
      }
    })();
    await assert.rejects(
      planParts({ file: 'a.csv', dialect: plain, chunks, sha256: createSha256 }, roomy, quietTask(stop.signal)),
      /enough/,
    );
  });

  it('reports how many bytes were read, in order', async () => {
    const done: number[] = [];
    const progress = { signal: new AbortController().signal, progress: (now: { done: number }) => done.push(now.done) };
    const chunks = inPieces(bytesOf('Name\nA\nB\n'), [4]);
    await planParts({ file: 'a.csv', dialect: plain, chunks, sha256: createSha256 }, roomy, progress);
    assert.deepEqual(done, [4, 8, 9]);
  });
});
