// What the mapping page shows of each column: its field, and in words what becomes of its values.
import assert from 'node:assert/strict';
import '../../../../fakes/vscode';
import { rename } from '../../../../../src/core/core';
import { toColumns } from '../../../../../src/extension/features/mapping/snapshot';

describe('the columns of a mapping page', () => {
  it('have their field, their steps in words, and what is left out', () => {
    const fields = [
      { ...rename('Rev.', 'AnnualRevenue'), steps: [{ kind: 'number', decimal: ',', group: '.' }] },
      { ...rename('Since', 'Customer_Since__c'), steps: [{ kind: 'date', format: 'dd/MM/yyyy' }] },
    ] as const;
    const inspection = { columns: ['Rev.', 'Since', 'Note'], preview: [['1.000,5', '31/12/2024', '']] };
    const shown = toColumns({ mapping: { fields, leaveOut: ['Note'] } }, inspection, [], []);
    assert.deepEqual(
      shown.map(({ field, steps, isLeftOut }) => [field, steps, isLeftOut]),
      [
        ['AnnualRevenue', 'decimal comma', false],
        ['Customer_Since__c', 'dates as dd/MM/yyyy', false],
        [undefined, '', true],
      ],
    );
  });
});
