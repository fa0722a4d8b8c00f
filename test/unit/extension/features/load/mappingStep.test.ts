// The question about the fields of columns: each open column is asked about, Enter accepts, Back drops the changes.
import assert from 'node:assert/strict';
import { accepted, ask, columns, draft, labels } from './mappingQuestion';
import { toSpec, useMapping, type Draft } from '../../../../../src/extension/features/load/draft';
import { openColumns } from '../../../../../src/extension/features/load/columns';
import type { Mapping } from '../../../../../src/core/core';

describe('the question about the fields of columns', () => {
  it('shows what is to be checked first, and accepts all of it with one Enter', async () => {
    const { found, asked } = await ask(draft, 'Accept These Fields');
    assert.deepEqual(labels(asked[0]), [
      'Accept These Fields',
      '2 columns to check',
      'Phone Number → Phone',
      'Rev.',
      'Sent',
      'Account Name → Name',
      'Mapping file',
      'Use a Mapping File…',
      'Save as a Mapping File…',
    ]);
    assert.deepEqual(
      asked[0]?.choices.flatMap(({ description }) => description ?? []),
      [
        'sends 2 columns, leaves 1 out',
        'likely, similar name',
        'no field yet',
        'same label',
        'also of Data Loader (.sdl)',
      ],
    );
    assert.ok(found);
    assert.equal(openColumns(found.columns).length, 0);
    const { mapping } = toSpec(found, 'Account', 1);
    assert.deepEqual(mapping?.leaveOut, ['Rev.']);
    assert.deepEqual(
      mapping.fields.map(({ field: name, from }) => [name, from]),
      [
        ['Name', ['Account Name']],
        ['Phone', ['Phone Number']],
      ],
    );
  });

  it('asks how the values of the chosen field are written, with a sample', async () => {
    const answers = ['Rev.', 'Annual Revenue', 'Decimal comma', 'Accept These Fields'];
    const { found, asked } = await ask(draft, ...answers);
    assert.match(asked[2]?.title ?? '', /Load/);
    assert.deepEqual(
      asked[2]?.choices.map(({ description }) => description),
      ['1.234,50: the comma is the decimal separator', 'Salesforce may reject them'],
    );
    assert.ok(found);
    const { mapping } = toSpec(found, 'Account', 1);
    assert.deepEqual(mapping?.fields[2]?.steps, [{ kind: 'number', decimal: ',', group: '.' }]);
  });

  it('lists only fields that take values, with type, required and the column that has them', async () => {
    const { asked } = await ask(draft, 'Rev.');
    const described = asked[1]?.choices.map(({ label, description = '' }) => `${label}: ${description}`) ?? [];
    assert.ok(described.includes('Account Name: Name · text of 80 characters · required · now gets “Account Name”'));
    assert.ok(described.includes('External ID: Ext__c · text of 80 characters · external ID'));
    assert.ok(!labels(asked[1]).includes('Created Date'));
    // A checkbox without a value is false.
    assert.ok(described.includes('Active: Active__c · boolean'));
  });

  it('moves a field to the column that gets it, and asks about the other again', async () => {
    const moved = await ask(draft, 'Rev.', 'Account Name');
    const line = moved.asked[2]?.choices.find(({ label }) => label === 'Account Name');
    assert.equal(line?.description, 'no field yet: another column has the field Name');
  });

  it('finds parents by their ID, an external ID or another field', async () => {
    const byName = await accepted(draft, 'Rev.', 'Parent Account ID', 'Account Name of the Account');
    assert.deepEqual(toSpec(byName, 'Account', 1).mapping?.fields[2], {
      field: 'ParentId',
      from: ['Rev.'],
      steps: [],
      lookup: { object: 'Account', by: 'Name' },
    });
    const byKey = await accepted(draft, 'Rev.', 'Parent Account ID', 'External ID of the Account');
    assert.equal(toSpec(byKey, 'Account', 1).mapping?.fields[2]?.field, 'Parent.Ext__c');
  });

  it('never guesses the order of day and month, nor a time zone', async () => {
    const [name] = columns;
    assert.ok(name);
    const step = { kind: 'date', format: 'dd/MM/yyyy' } as const;
    const other = { kind: 'date', format: 'MM/dd/yyyy' } as const;
    const since = { column: 'Rev.', field: 'SLAExpirationDate__c', confidence: 'likely', reason: 'similar' } as const;
    const undecided = { ...draft, columns: [{ ...since, steps: [], asks: [step, other], isAccepted: false }] };
    const { found, asked } = await ask(undecided, 'Accept These Fields', 'Dates as MM/dd/yyyy');
    assert.deepEqual(labels(asked[1]), ['Dates as dd/MM/yyyy', 'Dates as MM/dd/yyyy', 'As They Are']);
    assert.ok(found);
    assert.deepEqual(found.columns[0]?.steps, [other]);
    const timed = { ...undecided.columns[0], steps: [{ kind: 'dateTime', format: 'dd/MM/yyyy HH:mm' } as const] };
    const { asks: _, ...read } = { ...timed, field: 'Last_Call__c' } as Draft['columns'][number];
    const zoned = await ask({ ...draft, columns: [read] }, 'Accept These Fields', 'Europe/Berlin');
    assert.ok(zoned.found);
    assert.equal(toSpec(zoned.found, 'Account', 1).mapping?.timeZone, 'Europe/Berlin');
  });

  it('shows the mapping file that is used, keeps it with Enter, and stops using it only when told to', async () => {
    const mapping: Mapping = {
      fields: [
        { field: 'AnnualRevenue', from: ['Rev.'], steps: [{ kind: 'number', decimal: ',', group: '.' }] },
        { field: 'Site', from: [], steps: [{ kind: 'constant', value: 'Berlin' }] },
      ],
      leaveOut: ['Phone Number'],
    };
    const line = { line: 3, from: 'Phone Number', fields: [], outcome: 'leftOut' } as const;
    const report = { direction: 'load', lines: [line], unnamedColumns: ['Account Name'] } as const;
    const used = useMapping(draft, 'konten.sdl', { mapping }, report);
    const kept = await ask(used, 'Keep Using konten.sdl');
    assert.equal(kept.found, used);
    assert.deepEqual(
      kept.asked[0]?.choices.map(({ label, description }) => [label, description]),
      [
        ['konten.sdl', undefined],
        ['Keep Using konten.sdl', 'sends 1 column, leaves 2 out'],
        ['Stop Using konten.sdl', undefined],
        ['Use Another Mapping File…', undefined],
        ['Sent', undefined],
        ['Rev. → AnnualRevenue', 'decimal comma'],
        ['Site', 'always “Berlin”'],
        ['Left out', undefined],
        ['Account Name', 'not in the mapping'],
        ['Phone Number', 'Line 3: Phone Number has no field. It is not sent.'],
      ],
    );
    assert.equal((await ask(used, 'Rev. → AnnualRevenue', 'Keep Using konten.sdl')).found, used);
    assert.deepEqual(toSpec(used, 'Account', 1).mapping, mapping);
    const stopped = await accepted(used, 'Stop Using konten.sdl');
    assert.equal(stopped.mappingFile, undefined);
    assert.deepEqual(toSpec(stopped, 'Account', 1).mapping?.leaveOut, ['Rev.']);
  });

  it('takes an external ID that was chosen as a key', async () => {
    const keyed = await accepted(draft, 'Rev.', 'External ID');
    assert.deepEqual(keyed.guess?.keys, ['Ext__c']);
  });

  it('drops what was changed when it is left by Back', async () => {
    assert.equal((await ask(draft, 'Rev.', 'Annual Revenue', 'Decimal comma', 'Back')).found, undefined);
  });
});
