// A retry file that a person saved in another way is read as it is now, or refused with what has to be mended.
import assert from 'node:assert/strict';
import { checkLineColumn, detectRetryDialect } from '../../../../src/core/load/retryFile';
import type { LoadSpec, RetryOf } from '../../../../src/core/model/load';
import { bytesOf } from '../csv/csvFiles';

const retryOf: RetryOf = {
  jobId: 'j',
  list: 'failed',
  records: 1,
  rowsFile: 'r',
  columns: ['Name', 'Phone'],
};
const spec: LoadSpec = {
  kind: 'load',
  orgId: 'o',
  file: 'a-retry-000000.csv',
  object: 'Account',
  operation: 'insert',
  dialect: { delimiter: ',' },
  retryOf,
};
const delimiterOf = (text: string, more: Partial<LoadSpec> = {}): string =>
  detectRetryDialect(bytesOf(text), { ...spec, ...more }).delimiter;

describe('the delimiter of a retry file', () => {
  it('is that of the load, although its values have more of another one', () => {
    assert.equal(delimiterOf('sf__Line,Name\n2,a;b;c;d\n3,a;b;c;d\n'), ',');
  });

  for (const delimiter of [';', '\t', '|'])
    it(`is the one it was saved with: ${JSON.stringify(delimiter)}`, () => {
      const text = 'sf__Line,Name,Phone\n2,"Moss ""Jr""",1\n'.replaceAll(',', delimiter);
      assert.equal(delimiterOf(text), delimiter);
      assert.equal(delimiterOf(`"${text.replace('sf__Line', 'sf__Line"')}`), delimiter);
    });

  it('is the one it was saved with, although the column of lines was removed', () => {
    assert.equal(delimiterOf('Name;Phone\nMoss;1\n'), ';');
  });

  it('is not looked for in a file that is no retry', () => {
    const { retryOf: _, ...load } = spec;
    assert.equal(detectRetryDialect(bytesOf('Name;Phone\nMoss;1\n'), load).delimiter, ',');
  });
});

describe('the column of lines of a retry file', () => {
  it('is missed when it has another name, which Salesforce would take for a field', () => {
    assert.throws(() => checkLineColumn(['Line', 'Name', 'Phone'], spec), {
      code: 'input.renamedLines',
      details: { file: spec.file, column: 'Line' },
    });
  });

  it('is missed under another name although columns were added or removed', () => {
    for (const others of [['Name', 'Phone', 'Site'], ['Name'], ['Site', 'Phone']])
      assert.throws(() => checkLineColumn(['Line', ...others], spec), { details: { file: spec.file, column: 'Line' } });
  });

  it('is missed with a sentence that says what to do', () => {
    assert.throws(() => checkLineColumn(['sf_Line', 'Name', 'Phone'], spec), {
      message:
        'a-retry-000000.csv: the column sf_Line is in the place of sf__Line. If it contains the line numbers, rename it to sf__Line, or remove it. If it is a field, move it after another column.',
    });
  });

  it('may be removed, and columns may be added', () => {
    checkLineColumn(['Name', 'Phone'], spec);
    checkLineColumn(['SF__LINE', 'Name', 'Phone', 'Site'], spec);
    checkLineColumn(['Name', 'Site'], spec);
    checkLineColumn(['Name', 'Phone', 'Site'], spec);
    checkLineColumn(['sf__Error', 'Name', 'Phone'], spec);
  });

  it('is not expected in a file that is no retry', () => {
    const { retryOf: _, ...load } = spec;
    checkLineColumn(['Line', 'Name', 'Phone'], load);
  });
});
