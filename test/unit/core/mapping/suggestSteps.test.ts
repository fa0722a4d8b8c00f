// Formats that only one reading fits are suggested. Where two fit, a person chooses: a wrong date is silent damage.
import assert from 'node:assert/strict';
import { suggestStep } from '../../../../src/core/mapping/suggestSteps';

const suggested = (type: string, ...samples: string[]) => {
  const found = suggestStep(type, samples);
  return found?.kind === 'suggested' ? found.step : found?.kind;
};
const asked = (type: string, ...samples: string[]) => {
  const found = suggestStep(type, samples);
  return found?.kind === 'ask' ? found.steps : found?.kind;
};

describe('suggested steps', () => {
  it('read decimal commas', () => {
    assert.deepEqual(suggested('currency', '12,5'), { kind: 'number', decimal: ',' });
    assert.deepEqual(suggested('currency', '12,5', '1000'), { kind: 'number', decimal: ',' });
    assert.deepEqual(suggested('double', '1.234,50', '0,5'), { kind: 'number', decimal: ',', group: '.' });
    assert.deepEqual(suggested('double', '1 234,50', '12'), { kind: 'number', decimal: ',', group: ' ' });
    assert.deepEqual(suggested('percent', '1,234.5'), { kind: 'number', decimal: '.', group: ',' });
    assert.deepEqual(suggested('double', "1'234.50"), { kind: 'number', decimal: '.', group: "'" });
  });

  it('leave numbers alone that Salesforce takes', () => {
    assert.equal(suggestStep('currency', ['1234.5', '-7', '', '1e3']), undefined);
    assert.equal(suggestStep('string', ['12,5']), undefined);
    assert.equal(suggestStep('double', ['12,5', 'about 50']), undefined);
    assert.equal(suggestStep('double', ['', '#N/A']), undefined);
  });

  it('ask whether the comma of 1,234 is a decimal comma', () => {
    assert.deepEqual(asked('currency', '1,234'), [
      { kind: 'number', decimal: ',' },
      { kind: 'number', decimal: '.', group: ',' },
    ]);
  });

  it('read dates that fit one format', () => {
    assert.deepEqual(suggested('date', '31/12/2024', '01/02/2024'), { kind: 'date', format: 'dd/MM/yyyy' });
    assert.deepEqual(suggested('date', '12/31/2024'), { kind: 'date', format: 'MM/dd/yyyy' });
    assert.deepEqual(suggested('date', '3.4.2024', '13.10.2024'), { kind: 'date', format: 'd.M.yyyy' });
    assert.deepEqual(suggested('date', '20241231'), { kind: 'date', format: 'yyyyMMdd' });
    assert.deepEqual(suggested('datetime', '31/12/2024 23:59'), { kind: 'dateTime', format: 'dd/MM/yyyy HH:mm' });
    assert.deepEqual(suggested('datetime', '2024-12-31 9:05'), { kind: 'dateTime', format: 'yyyy-MM-dd H:mm' });
    assert.equal(suggestStep('date', ['2024-12-31', '']), undefined);
  });

  it('never guess the order of day and month', () => {
    assert.deepEqual(asked('date', '03/04/2024', '01/02/2023'), [
      { kind: 'date', format: 'dd/MM/yyyy' },
      { kind: 'date', format: 'MM/dd/yyyy' },
    ]);
    assert.equal(suggestStep('date', ['31/12/2024', '12/31/2024']), undefined);
  });

  it('read yes and no in the words of the file', () => {
    assert.deepEqual(suggested('boolean', 'Ja', 'nein', 'Ja'), { kind: 'boolean', true: ['Ja'], false: ['nein'] });
    assert.equal(suggestStep('boolean', ['TRUE', 'false', '1']), undefined);
    assert.equal(suggestStep('boolean', ['yes', 'maybe']), undefined);
  });
});
