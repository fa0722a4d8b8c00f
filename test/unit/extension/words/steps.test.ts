// Every step of a mapping is said in words, with what it is told to do.
import { strict as assert } from 'node:assert';
import '../../../fakes/vscode';
import type { Step } from '../../../../src/core/core';
import { conversionInWords, stepsInWords } from '../../../../src/extension/words/steps';

const said: readonly (readonly [Step, string])[] = [
  [{ kind: 'number', decimal: ',' }, 'decimal comma'],
  [{ kind: 'number', decimal: '.', group: ',' }, 'decimal point'],
  [{ kind: 'date', format: 'dd/MM/yyyy' }, 'dates as dd/MM/yyyy'],
  [{ kind: 'dateTime', format: 'dd/MM/yyyy HH:mm' }, 'dates and times as dd/MM/yyyy HH:mm'],
  [{ kind: 'boolean', true: ['ja'], false: ['nein'] }, 'ja means yes'],
  [{ kind: 'constant', value: 'Web' }, 'always “Web”'],
  [{ kind: 'default', value: 'DE' }, '“DE” where blank'],
  [{ kind: 'concat', separator: ' ' }, 'joined with “ ”'],
  [{ kind: 'coalesce' }, 'the first that is not blank'],
  [{ kind: 'trim' }, 'without blanks around'],
  [{ kind: 'case', to: 'upper' }, 'upper case'],
  [{ kind: 'case', to: 'lower' }, 'lower case'],
  [{ kind: 'case', to: 'title' }, 'title case'],
  [{ kind: 'split', by: ',', with: ';' }, 'split at “,”, joined with “;”'],
  [{ kind: 'replace', find: '/', with: '-' }, '“/” replaced with “-”'],
  [{ kind: 'regex', pattern: '\\s+', with: ' ' }, 'pattern \\s+ replaced with “ ”'],
  [{ kind: 'table', values: { a: 'b' }, otherwise: 'keep' }, 'value table'],
  [{ kind: 'path', path: 'address.city' }, 'address.city of the JSON value'],
  [{ kind: 'when', branches: [{ then: 'x' }] }, 'by conditions'],
];

describe('the steps of a mapping in words', () => {
  for (const [step, words] of said)
    it(`has ${words} for ${step.kind}`, () => {
      assert.equal(stepsInWords([step]), words);
    });

  it('names the other columns of a field and its lookup', () => {
    const steps: readonly Step[] = [{ kind: 'concat', separator: ' ' }, { kind: 'trim' }];
    assert.equal(
      conversionInWords({ field: 'OwnerId', from: ['First', 'Last'], steps, lookup: { object: 'User', by: 'Name' } }),
      'with Last · joined with “ ”, without blanks around · User by Name',
    );
    assert.equal(conversionInWords({ field: 'Name', from: ['Company'], steps: [] }), '');
  });
});
