// The form of the mapping page gives back each step as it was, and changes only what a person changed.
import assert from 'node:assert/strict';
import '../../../../fakes/vscode';
import { rename, type MappingFile, type Step } from '../../../../../src/core/core';
import { withConversion } from '../../../../../src/extension/features/mapping/edits';
import { fromForm, toForm } from '../../../../../src/extension/features/mapping/stepForm';

const steps: readonly Step[] = [
  { kind: 'trim' },
  { kind: 'coalesce' },
  { kind: 'case', to: 'title' },
  { kind: 'split', by: ',', with: ';' },
  { kind: 'replace', find: 'a', with: '' },
  { kind: 'regex', pattern: '^a', with: '$1', ignoreCase: true },
  { kind: 'regex', pattern: 'b', with: '' },
  { kind: 'number', decimal: ',', group: '.' },
  { kind: 'number', decimal: '.' },
  { kind: 'date', format: 'dd/MM/yyyy' },
  { kind: 'dateTime', format: 'dd.MM.yyyy HH:mm', overlap: 'earlier' },
  { kind: 'boolean', true: ['Ja', 'x'], false: ['Nein'] },
  { kind: 'table', values: { IT: 'Technology', '1': '' }, otherwise: { use: 'Other' } },
  { kind: 'table', values: {}, otherwise: 'keep' },
  { kind: 'default', value: ' ' },
  { kind: 'concat', separator: '' },
  { kind: 'path', path: 'a.b' },
  { kind: 'constant', value: 'x' },
  { kind: 'when', branches: [{ then: 'x' }] },
  { kind: 'table', values: { a: 'b' }, otherwise: 'fail', source: { file: 'a.csv' } },
  { kind: 'boolean', true: ['yes, sure'], false: ['no'] },
];

describe('the form of a step', () => {
  it('becomes the same step again', () => {
    assert.deepEqual(
      steps.map((step, at) => fromForm(toForm(step, at), steps)),
      steps,
    );
  });

  it('is only shown where the form could lose something: conditions, tables of files, words with commas', () => {
    const shown = steps.map((step, at) => toForm(step, at)).filter(({ kind }) => kind === 'textOnly');
    assert.deepEqual(
      shown.map((form) => form.kind === 'textOnly' && form.at),
      [17, 18, 19, 20],
    );
  });

  it('changes one field and its lookup, and leaves the rest of the file', () => {
    const lookup = { object: 'User', by: 'Email' };
    const file: MappingFile = {
      object: 'Account',
      mapping: {
        fields: [rename('A', 'Name'), { ...rename('B', 'OwnerId'), lookup, blanks: 'clear' }],
        timeZone: 'UTC',
        leaveOut: ['C'],
      },
    };
    const changed = withConversion(file, { field: 'OwnerId', steps: [{ kind: 'trim', options: {} }] });
    assert.deepEqual(changed, {
      object: 'Account',
      mapping: {
        fields: [rename('A', 'Name'), { ...rename('B', 'OwnerId'), steps: [{ kind: 'trim' }], blanks: 'clear' }],
        timeZone: 'UTC',
        leaveOut: ['C'],
      },
    });
    const zoned = withConversion(file, { field: 'Name', steps: [], timeZone: '' });
    assert.equal(zoned.mapping.timeZone, undefined);
    assert.deepEqual(zoned.mapping.fields[1]?.lookup, lookup);
  });
});
