// A mapping file of Data Loader means here what it means there, and each of its lines is accounted for.
import assert from 'node:assert/strict';
import { readProperties } from '../../../../src/core/mapping/javaProperties';
import { readSdl } from '../../../../src/core/mapping/sdl';
import type { SdlField } from '../../../../src/core/mapping/sdlField';

const field = (name: string, type = 'string', more: Partial<SdlField> = {}): SdlField => ({
  name,
  type,
  relationshipName: null,
  referenceTo: [],
  ...more,
});
const fields = [
  field('Name'),
  field('Description', 'textarea'),
  field('AnnualRevenue', 'currency'),
  field('Site'),
  field('ParentId', 'reference', { relationshipName: 'Parent', referenceTo: ['Account'] }),
  field('OwnerId', 'reference', { relationshipName: 'Owner', referenceTo: ['Group', 'User'] }),
];
const read = (text: string, columns: readonly string[]) => readSdl(text, columns, fields);
const mapped = (text: string, columns: readonly string[]) =>
  read(text, columns).mapping.fields.map((entry) => [entry.field, entry.from, entry.steps]);
const outcomes = (text: string, columns: readonly string[]) =>
  read(text, columns).report.lines.map(({ line, from, outcome, name }) => [line, from, outcome, name]);

describe('a property file', () => {
  it('is read as Java reads it', () => {
    const text = [
      '# comment = none',
      '  ! also \\',
      'Account\\ Name = Name',
      'a\\:b\\=c:value with = and :',
      'key value',
      'caf\\u00e9=x\\ty',
      'long=one \\',
      '    two',
      'empty=',
      'bare',
      '',
    ].join('\r\n');
    assert.deepEqual(readProperties(text), [
      { key: 'Account Name', value: 'Name', line: 3 },
      { key: 'a:b=c', value: 'value with = and :', line: 4 },
      { key: 'key', value: 'value', line: 5 },
      { key: 'café', value: 'x\ty', line: 6 },
      { key: 'long', value: 'one two', line: 7 },
      { key: 'empty', value: '', line: 9 },
      { key: 'bare', value: '', line: 10 },
    ]);
  });

  it('continues a line only after an odd number of backslashes', () => {
    assert.deepEqual(readProperties('a=b\\\\\nc=d\\'), [
      { key: 'a', value: 'b\\', line: 1 },
      { key: 'c', value: 'd', line: 2 },
    ]);
  });
});

describe('a mapping file of Data Loader', () => {
  it('maps columns to fields in any case, with the spelling of the file and the org', () => {
    assert.deepEqual(mapped('ACCOUNT\\ NAME=name\nrev=ANNUALREVENUE', ['Account Name', 'Rev']), [
      ['Name', ['Account Name'], []],
      ['AnnualRevenue', ['Rev'], []],
    ]);
  });

  it('sends one column to several fields', () => {
    assert.deepEqual(mapped('Title=Name, Description', ['Title']), [
      ['Name', ['Title'], []],
      ['Description', ['Title'], []],
    ]);
  });

  it('joins several columns for text, and takes the first for anything else', () => {
    const columns = ['A', 'B', 'C, D'];
    assert.deepEqual(mapped('A,b=Name', columns), [['Name', ['A', 'B'], [{ kind: 'concat', separator: ', ' }]]]);
    assert.deepEqual(mapped('A,B=AnnualRevenue', columns), [['AnnualRevenue', ['A'], []]]);
    assert.deepEqual(outcomes('A,B=Name,AnnualRevenue', columns), [[1, 'A,B', 'firstColumn', 'A']]);
    assert.deepEqual(mapped('C,\\ D=Name', columns), [['Name', ['C, D'], []]]);
  });

  it('has constants in quotes', () => {
    assert.deepEqual(mapped('"Web,\\ new"=Site,Description', ['A']), [
      ['Site', [], [{ kind: 'constant', value: 'Web, new' }]],
      ['Description', [], [{ kind: 'constant', value: 'Web, new' }]],
    ]);
    assert.deepEqual(outcomes('"x"=Site', ['A']), [[1, '"x"', 'constant', undefined]]);
  });

  it('finds parents by the older and the newer spelling', () => {
    const columns = ['P', 'O', 'Q'];
    assert.deepEqual(
      mapped('P=parent:Ext__c\nO=Owner\\:User-Ext__c', columns).map(([name]) => name),
      ['Parent.Ext__c', 'User:Owner.Ext__c'],
    );
    assert.deepEqual(
      mapped('P=Parent\\:Account-Ext__c', columns).map(([name]) => name),
      ['Parent.Ext__c'],
    );
    assert.deepEqual(readSdl('P=Who:Lead-Email', columns).mapping.fields[0]?.field, 'Lead:Who.Email');
  });

  it('reads a mapping for exports the other way', () => {
    const { mapping, report } = read('Name=Account Name\nSite=Place', ['Account Name', 'Place']);
    assert.equal(report.direction, 'extract');
    assert.deepEqual(
      mapping.fields.map(({ field: name, from }) => [name, from]),
      [
        ['Name', ['Account Name']],
        ['Site', ['Place']],
      ],
    );
    assert.equal(read('Name=Name', ['Name']).report.direction, 'load');
  });

  it('says what became of each line, and which columns no line names', () => {
    const text = [
      '# Mapping values',
      'A=Name',
      'B=',
      'Gone=Site',
      'C=Nothing__c',
      'D=name',
      'E=Site',
      'e=Description',
      'F=Parent:X,Site',
    ].join('\n');
    const columns = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    assert.deepEqual(outcomes(text, columns), [
      [2, 'A', 'mapped', undefined],
      [3, 'B', 'leftOut', undefined],
      [4, 'Gone', 'unknownColumn', 'Gone'],
      [5, 'C', 'unknownField', 'Nothing__c'],
      [6, 'D', 'repeatedField', 'name'],
      [7, 'E', 'replaced', undefined],
      [8, 'e', 'mapped', undefined],
      [9, 'F', 'mapped', undefined],
    ]);
    const { mapping, report } = read(text, columns);
    assert.deepEqual(mapping.leaveOut, ['B']);
    assert.deepEqual(report.unnamedColumns, ['G']);
  });
});
