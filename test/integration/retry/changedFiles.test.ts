// A result file that a person changed is read by its values or refused with the reason, never by the old places.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode, JobState, RetryChoice } from '../../../src/core/core';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

/** What the file does, the change, and the code and the end of the message. */
type Case = readonly [string, (text: string) => string, ErrorCode, string];

describe('a retry after the file of failed rows was changed', () => {
  let setup: CoreSetup;
  let state: JobState;
  let file: string;

  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
    const rows = Array.from({ length: 12 }, (_, index) => `Company ${index},+1 555 ${1000 + index},no e-mail ${index}`);
    const source = await setup.csv('a.csv', `LastName,Phone,Email\n${rows.join('\n')}\n`);
    state = await setup.load(source, { object: 'Contact', api: 'bulk' });
    assert.equal(state.failed, 12);
    file = (await setup.core.jobs.resultFile(state.jobId, 'failed')) ?? '';
  });
  afterEach(() => setup.close());

  const edit = async (change: (text: string) => string | Uint8Array): Promise<void> =>
    writeFile(file, change(await readFile(file, 'utf8')));
  const offer = (choice: RetryChoice = { list: 'failed' }) => setup.core.jobs.prepareRetry(state.jobId, choice, signal);
  /** Line, last name and phone of each row that would be sent. */
  const offered = async (choice?: RetryChoice): Promise<readonly string[]> => {
    const { file: made, records } = await offer(choice);
    const [header, ...lines] = (await readFile(made, 'utf8')).trimEnd().split('\n');
    assert.equal(header, 'sf__Line,LastName,Phone,Email');
    assert.equal(lines.length, records);
    return lines.map((line) => line.replaceAll('"', '').split(',').slice(0, 3).join(','));
  };
  const row = (index: number, name = `Company ${index}`): string => `${index + 2},${name},+1 555 ${1000 + index}`;
  const all = Array.from({ length: 12 }, (_, index) => row(index));

  it('sends the rows as they are when nothing was changed, also after it was saved again', async () => {
    assert.deepEqual(await offered(), all);
    await edit((text) => text);
    assert.deepEqual(await offered(), all);
    assert.equal((await offer()).changedFile, undefined);
  });

  it('sends the values of the file when one became longer, and no row is cut', async () => {
    await edit((text) => text.replace('Company 0', 'Company Zero Ltd'));
    assert.deepEqual(await offered(), [row(0, 'Company Zero Ltd'), ...all.slice(1)]);
    const { spec, changedFile } = await offer();
    assert.equal(changedFile, file);
    await edit((text) => text.replaceAll('no e-mail', 'a@b.example').replaceAll(/(example) \d+/g, '$1'));
    const again = await setup.core.jobs.whenFinished(await setup.core.jobs.start((await offer()).spec), signal);
    assert.deepEqual([again.outcome, again.succeeded, spec.retryOf?.records], ['completed', 12, 12]);
    const held = await setup.rowsOf("SELECT Phone FROM Contact WHERE LastName LIKE 'Company %' ORDER BY Phone");
    assert.deepEqual(
      held.map(({ Phone }) => Phone),
      Array.from({ length: 12 }, (_, index) => `+1 555 ${1000 + index}`),
    );
  });

  it('sees a change that keeps the length', async () => {
    await edit((text) => text.replace('Company 3', 'Compani 3'));
    assert.deepEqual((await offered())[3], row(3, 'Compani 3'));
  });

  for (const [what, change] of [
    ['saved with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['saved without quotes', (text: string) => text.replaceAll('"', '')],
    ['saved with a byte order mark', (text: string) => `\ufeff${text}`],
    ['saved as UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['saved with semicolons', (text: string) => text.replaceAll(',', ';')],
    ['saved with a sep= line', (text: string) => `sep=;\n${text.replaceAll(',', ';')}`],
    ['with its lines quoted', (text: string) => text.replaceAll(/,(\d+),/g, ',"$1",')],
  ] as const)
    it(`sends the same values when the file was ${what}`, async () => {
      await edit(change);
      assert.deepEqual(await offered(), all);
    });

  it('leaves out rows that were removed, and offers them again later', async () => {
    const lines = (await readFile(file, 'utf8')).split('\n');
    await edit(() => [...lines.slice(0, 3), ...lines.slice(8)].join('\n'));
    assert.equal((await offered()).length, 7);
    await setup.core.jobs.whenFinished(await setup.core.jobs.start((await offer()).spec), signal);
    assert.equal(setup.core.jobs.openRows(state.jobId).failed, 5);
    await edit(() => lines.join('\n'));
    assert.equal((await offered()).length, 5);
  });

  it('finds rows and columns in another order', async () => {
    await edit((text) => {
      const [header, ...lines] = text.trimEnd().split('\n');
      return `${[header, ...lines.reverse()].join('\n')}\n`;
    });
    assert.deepEqual(await offered(), [...all].reverse());
    const cells = (text: string): readonly string[] => text.split(',').reverse();
    await edit((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => cells(line).join(','))
        .join('\n'),
    );
    const [header, first] = (await readFile((await offer()).file, 'utf8')).split('\n');
    assert.deepEqual([header, first?.split(',').length], ['sf__Line,Email,Phone,LastName', 4]);
  });

  it('sends only the chosen rows, by the error of the job', async () => {
    await edit((text) => text.replace('Company 5', 'Company Five'));
    assert.deepEqual(await offered({ list: 'failed', places: [5] }), [row(5, 'Company Five')]);
    assert.equal((await offered({ list: 'failed', group: 0 })).length, 12);
    await assert.rejects(offer({ list: 'failed', text: 'Five' }), { code: 'job.resultFileChanged' });
  });

  const csvOfItsOwn = 'or load the file like any other CSV file.';
  const columnGone = (column: string): string =>
    `its column ${column} is missing. Add the column again, ${csvOfItsOwn}`;
  const unknownLine = (line: number, value: string): string =>
    `line ${line} has “${value}” in sf__Line, but no row of this list is on that line. Correct the number or remove the row, ${csvOfItsOwn}`;
  const withRow = (value: string) => (text: string) => `${text}"","","${value}","New","",""\n`;

  for (const [what, change, code, reason] of [
    ['lacks a column', (text) => text.replace('Phone', 'Telephone'), 'job.columnGone', columnGone('Phone')],
    ['lacks the lines', (text) => text.replace('sf__Line', 'Line'), 'job.columnGone', columnGone('sf__Line')],
    [
      'has a new row',
      withRow(''),
      'job.rowWithoutLine',
      `line 14 has no line number in sf__Line. Enter the number or remove the row, ${csvOfItsOwn}`,
    ],
    ...['99', '0', '1', '-2', '1e400', '2.5', '99999999999999'].map((value): Case => [
      `has a row of line ${value}`,
      withRow(value),
      'job.unknownLine',
      unknownLine(14, value),
    ]),
    [
      'has a row twice',
      (text) => `${text}"","",3,"Again","",""\n`,
      'job.lineTwice',
      `line 14 has 3 in sf__Line, as a row before it does. Remove one of the two rows, ${csvOfItsOwn}`,
    ],
    ['has a sep= line', (text) => `sep=,\n${withRow('99')(text)}`, 'job.unknownLine', unknownLine(15, '99')],
    ['has a damaged line', (text) => text.replace(',2,', ',2x,'), 'job.unknownLine', unknownLine(2, '2x')],
    [
      'has none of the rows any more',
      (text) => text.replaceAll(/^.*,(?!5,|sf__Line)\d+,.*\n/gm, ''),
      'job.rowsGone',
      'none of these rows is in it any more. Add them again, or choose other rows.',
    ],
  ] satisfies readonly Case[])
    it(`is refused with the reason when the file ${what}`, async () => {
      await edit(change);
      const choice: RetryChoice = code === 'job.rowsGone' ? { list: 'failed', places: [0, 1] } : { list: 'failed' };
      const message = `${file} was changed after the job wrote it, and ${reason}`;
      await assert.rejects(offer(choice), { code, message });
    });

  for (const [what, change, code] of [
    ['', (text: string) => text, 'input.unclosedQuote'],
    [' and has no quotes', (text: string) => text.replaceAll('"', ''), 'job.rowCut'],
    [' and has semicolons', (text: string) => text.replaceAll('"', '').replaceAll(',', ';'), 'job.rowCut'],
  ] as const)
    it(`never sends a value that is cut: the file lost its end${what}`, async () => {
      const written = change((await readFile(file, 'utf8')).trimEnd().replace(/"$/, ''));
      for (const cut of [1, 3, 'no e-mail 11'.length]) {
        await edit(() => written.slice(0, -cut));
        await assert.rejects(offer(), { code });
      }
    });

  it('sends the last row when only its line ending was removed, or its value became longer', async () => {
    await edit((text) => text.trimEnd());
    assert.deepEqual(await offered(), all);
    await edit((text) => `${text.slice(0, -1)}.example"`);
    assert.deepEqual(await offered(), all);
  });

  it('is refused when the file is empty, has only its header, or is gone', async () => {
    await edit((text) => text.slice(0, text.indexOf('\n') + 1));
    await assert.rejects(offer(), { code: 'input.noRows' });
    await edit(() => '');
    await assert.rejects(offer(), { code: 'input.empty' });
    await rm(file);
    await assert.rejects(offer(), { code: 'input.missingFile' });
  });

  it('shows and exports no rows of the changed file, and says why', async () => {
    await edit((text) => text.replace('Company 0', 'Company Zero Ltd'));
    const { jobs } = setup.core;
    const query = { list: 'failed', offset: 0, limit: 9 } as const;
    const target = join(setup.folder, 'out.csv');
    for (const read of [
      () => jobs.rows(state.jobId, query, signal),
      () => jobs.exportRows(state.jobId, query, target, signal),
      () => jobs.exportAttempts(state.jobId, target, signal),
    ])
      await assert.rejects(read(), { code: 'job.resultFileChanged', details: { file } });
  });
});
