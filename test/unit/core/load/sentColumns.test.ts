// Which columns a load sends and which it lacks. A load that Salesforce would reject is rejected here, with the column.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { LoadSpec } from '../../../../src/core/model/load';
import { checkColumns, gapsOf, sentColumns } from '../../../../src/core/load/sentColumns';
import { renames } from '../../../fakes/renames';

const spec = (operation: LoadSpec['operation'], more: Partial<LoadSpec> = {}): LoadSpec => ({
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation,
  ...more,
});
const refusal = (columns: readonly string[], asked: LoadSpec): string => {
  try {
    checkColumns(columns, asked);
    return '';
  } catch (error) {
    assert.ok(error instanceof SalesforceError);
    return `${error.code} ${error.details['column'] ?? ''}`.trim();
  }
};

describe('columns of a load', () => {
  it('need an Id to update, delete or hard-delete', () => {
    for (const operation of ['update', 'delete', 'hardDelete'] as const) {
      assert.equal(refusal(['Name'], spec(operation)), 'input.missingColumn Id');
      assert.equal(refusal(['ID', 'Name'], spec(operation)), '');
    }
  });

  it('need the external id to upsert, in any case of its letters', () => {
    assert.equal(refusal(['Name'], spec('upsert', { externalIdField: 'Ext__c' })), 'input.missingColumn Ext__c');
    assert.equal(refusal(['ext__C'], spec('upsert', { externalIdField: 'Ext__c' })), '');
    assert.equal(refusal(['Ext__c'], spec('upsert')), 'input.needsExternalId');
  });

  it('are those of the mapping when there is one', () => {
    const mapping = renames({ Key: 'Ext__c' });
    assert.equal(refusal(['Key', 'Other'], spec('upsert', { externalIdField: 'Ext__c', mapping })), '');
    assert.equal(refusal(['Other'], spec('upsert', { externalIdField: 'Ext__c', mapping })), 'input.unknownColumn Key');
  });

  it('must not all be left out', () => {
    assert.equal(refusal(['Foo', 'Bar'], spec('insert', { mapping: { fields: [] } })), 'input.noColumns');
    assert.equal(refusal(['sf__Line', 'sf__Error'], spec('insert')), 'input.noColumns');
  });

  for (const [name, shown] of [
    ['Na\u200Bme', 'Na[U+200B]me'],
    ['Ext\u00AD__c', 'Ext[U+00AD]__c'],
    ['Owner.\u202EExt__c', 'Owner.[U+202E]Ext__c'],
    ['Na\uFEFFme\u2060s', 'Na[U+FEFF]me[U+2060]s'],
    ['Na\nme', 'Na[U+000A]me'],
  ] as const)
    it(`must not have an invisible character in a name, and the column and the character are said: ${shown}`, () => {
      const columns = ['Name', name];
      assert.throws(() => checkColumns(columns, spec('insert')), {
        code: 'input.hiddenCharacter',
        details: { file: 'a.csv', column: 2, name: shown, character: shown.replace(/^.*?\[(U\+\w+)\].*$/, '$1') },
      });
      const mapped = spec('insert', { mapping: renames({ Name: 'Name', [name]: 'Site' }) });
      assert.equal(refusal(columns, mapped), '', 'only names of fields count');
      assert.equal(refusal(columns, spec('insert', { mapping: renames({ Name: 'Name' }) })), '');
    });

  it('must not have an invisible character in a field of the mapping, which is said of the mapping', () => {
    const name = 'Na\u200Bme';
    const constant = { field: name, from: [], steps: [{ kind: 'constant', value: 'x' }] } as const;
    for (const mapping of [renames({ Name: name }), { fields: [constant] }])
      assert.throws(() => checkColumns(['Name'], spec('insert', { mapping })), {
        code: 'input.hiddenCharacterInMapping',
        message:
          'The mapping names the field “Na[U+200B]me”, which has an invisible character, U+200B, so Salesforce would not know the field. Remove the character from the mapping.',
      });
  });

  it('may have invisible characters that a deletion does not send, but not in Id', () => {
    assert.equal(refusal(['Id', 'Na\u200Bme'], spec('delete')), '');
    assert.equal(refusal(['I\u200Bd', 'Name'], spec('delete')), 'input.hiddenCharacter 1');
  });

  it('may be any to insert', () => assert.equal(refusal(['Name'], spec('insert')), ''));

  it('lack what is not decided yet, the first thing first', () => {
    const { object: _, ...draft } = spec('upsert', { mapping: renames({ Key: 'Ext__c' }) });
    assert.deepEqual(gapsOf(['Name'], draft), [
      { lacks: 'object' },
      { lacks: 'mappedColumn', column: 'Key' },
      { lacks: 'externalId' },
    ]);
    assert.deepEqual(gapsOf(['Ext__c'], spec('upsert', { externalIdField: 'Ext__c' })), []);
  });
});

describe('the columns that are sent', () => {
  const sent = (columns: readonly string[], asked: LoadSpec): readonly string[] =>
    sentColumns(columns, asked).map(
      ({ sources, field }) => `${sources.map((at) => `${at} ${columns[at]}`).join()}>${field}`,
    );

  it('are all in the order of the file, or those that the mapping names in its order', () => {
    assert.deepEqual(sent(['B', 'A'], spec('insert')), ['0 B>B', '1 A>A']);
    assert.deepEqual(sent(['B', 'constructor', 'A'], spec('insert', { mapping: renames({ A: 'X', B: 'Y' }) })), [
      '2 A>X',
      '0 B>Y',
    ]);
  });

  it('are only the ids for a deletion', () => {
    for (const operation of ['delete', 'hardDelete'] as const) {
      assert.deepEqual(sent(['Name', 'ID'], spec(operation)), ['1 ID>ID']);
      assert.deepEqual(sent(['Name', 'Key'], spec(operation, { mapping: renames({ Key: 'Id', Name: 'Name' }) })), [
        '1 Key>Id',
      ]);
    }
  });

  it('are never those of our result files, however they are written', () => {
    const own = ['sf__Attempt', 'sf__Id', 'SF__CREATED', 'sf__Error', ' sf__line '];
    assert.deepEqual(sent([...own, 'Name', 'sf__Other__c'], spec('insert')), [
      '5 Name>Name',
      '6 sf__Other__c>sf__Other__c',
    ]);
    const asIs = renames(Object.fromEntries([...own, 'Name'].map((column) => [column, column])));
    assert.deepEqual(sent([...own, 'Name'], spec('insert', { mapping: asIs })), ['5 Name>Name']);
  });

  it('may take the ids of succeeded.csv under another name', () =>
    assert.deepEqual(sent(['sf__Id', 'Name'], spec('delete', { mapping: renames({ sf__Id: 'Id' }) })), [
      '0 sf__Id>Id',
    ]));
});
