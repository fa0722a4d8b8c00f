// Which rows a load would fail because of their values, as the offer and the dry run say it before anything is sent.
import assert from 'node:assert/strict';
import { checkCells } from '../../../../src/core/load/checkCells';
import { rename } from '../../../../src/core/mapping/mapping';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { Mapping } from '../../../../src/core/model/mapping';
import { describedField } from '../../../fakes/describedField';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const spec: LoadSpec = { kind: 'load', orgId: 'o', file: 'a.csv', object: 'Account', operation: 'insert' };
const fields = [
  describedField('Name', { type: 'string' }),
  describedField('Revenue', { type: 'currency' }),
  describedField('Staff', { type: 'int' }),
];
const check = (text: string, more: Partial<LoadSpec> = {}, maxRows?: number) =>
  checkCells(
    { ...spec, ...more },
    {
      fields,
      api: 'collections',
      files: createMemoryFiles({ 'a.csv': text }, 5),
      ...(maxRows !== undefined && { maxRows }),
    },
    new AbortController().signal,
  );

const german: Mapping = {
  fields: [
    rename('Firma', 'Name'),
    { ...rename('Umsatz', 'Revenue'), steps: [{ kind: 'number', decimal: ',', group: '.' }] },
    rename('Leute', 'Staff'),
  ],
};

describe('the check of the cells of a load', () => {
  it('counts rows whose values a step cannot convert, and says where the first is and that the load would end', async () => {
    const found = await check('Firma,Leute,Umsatz\nA,1,"1.000,50"\nB,2,viel\nC,3,mehr\n', { mapping: german });
    assert.deepEqual(
      [found.notConverted?.rows, found.notConverted?.first, found.notConverted?.stopsLoad],
      [2, { line: 3, column: 'Umsatz', columnNumber: 3 }, true],
    );
    assert.match(found.notConverted?.problem ?? '', /viel/);
    assert.equal(found.wrongType, undefined);
  });

  it('does not say that the load would end when the mapping lets rows fail alone', async () => {
    const found = await check('Firma,Leute,Umsatz\nB,2,viel\n', { mapping: { ...german, onFailure: 'failRow' } });
    assert.equal(found.notConverted?.stopsLoad, false);
  });

  it('counts a row once that has several wrong values, and names the line on which it begins', async () => {
    const found = await check('Name,Revenue,Staff\n"two\nlines",1,1\nB,x,y\n');
    assert.deepEqual(found.wrongType, { rows: 1, first: { line: 4, column: 'Revenue', columnNumber: 2 } });
    assert.deepEqual(
      found.wrongFields.map(({ field, wrong, values, first }) => [field, wrong, values, first.value]),
      [
        ['Revenue', 1, 2, 'x'],
        ['Staff', 1, 2, 'y'],
      ],
    );
  });

  it('takes blank cells and #N/A for no values, unless #N/A is to be text', async () => {
    assert.equal((await check('Name,Revenue,Staff\nA,,\nB,#N/A,#N/A\n')).wrongType, undefined);
    assert.equal((await check('Name,Revenue,Staff\nB,#N/A,1\n', { naCells: 'text' })).wrongType?.rows, 1);
  });

  it('stops after as many rows as it may read, and says so', async () => {
    const text = 'Name,Revenue,Staff\nA,x,1\nB,y,1\nC,z,1\n';
    const some = await check(text, {}, 2);
    assert.deepEqual([some.wrongType?.rows, some.rows, some.isWhole], [2, 2, false]);
    assert.equal((await check(text, {}, 3)).isWhole, true);
  });

  it('ends when the question was answered meanwhile', async () => {
    const ended = AbortSignal.abort();
    const files = createMemoryFiles({ 'a.csv': 'Name,Revenue,Staff\nA,x,1\n' }, 5);
    await assert.rejects(checkCells(spec, { fields, api: 'bulk', files }, ended));
  });
});
