// The question about an encoding shows what each one makes of the values.
import { strict as assert } from 'node:assert';
import '../../fakes/vscode';
import { encodings } from '../../../src/core/core';
import { encodingChoices } from '../../../src/extension/askEncoding';

describe('the question about an encoding', () => {
  const choices = encodingChoices(
    [
      { encoding: 'windows-1251', samples: ['Ромашка', 'Лютик'] },
      { encoding: 'windows-1252', samples: ['Ðîìàøêà'] },
    ],
    encodings,
  );

  it('has the name first, where long values cannot cut it off, and the values below it, the likeliest first', () => {
    assert.deepEqual(choices[0], {
      value: 'windows-1251',
      label: 'Windows-1251 (Cyrillic)',
      detail: 'Ромашка · Лютик',
    });
  });

  it('has every other encoding by its name, each once', () => {
    const values = choices.flatMap((choice) => ('value' in choice ? [choice.value] : []));
    assert.deepEqual([...values].sort(), [...encodings].sort());
    assert.ok(choices.some((choice) => 'label' in choice && choice.label === 'Shift_JIS (Japanese)'));
  });
});
