// Words of the command line: what a script writes is what is done, and a slip is told, not guessed over.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { parseCommand } from '../../../src/cli/arguments';

describe('the command line', () => {
  it('reads a load with all its options', () => {
    const words =
      'load a.csv --object Account --external-id Ext__c --map Key=Ext__c --map a=b=Name --part-bytes 5000 --parallel 1 --json';
    assert.deepEqual(parseCommand(words.split(' ')), {
      name: 'load',
      spec: {
        kind: 'load',
        file: resolve('a.csv'),
        object: 'Account',
        operation: 'upsert',
        externalIdField: 'Ext__c',
        mapping: { Key: 'Ext__c', 'a=b': 'Name' },
        partBytes: 5000,
        parallelParts: 1,
      },
      output: { json: true, practice: false },
    });
  });

  it('inserts when no key is named and takes any case of an operation', () => {
    const insert = parseCommand(['load', 'a.csv', '--object', 'Account']);
    assert.equal(insert.name === 'load' && insert.spec.operation, 'insert');
    const hard = parseCommand(['load', 'a.csv', '--object', 'Account', '--operation', 'harddelete']);
    assert.equal(hard.name === 'load' && hard.spec.operation, 'hardDelete');
  });

  for (const [words, sentence] of [
    ['lod a.csv', /“lod” is not a command/],
    ['load a.csv', /--object/],
    ['load --object Account', /exactly one FILE/],
    ['load a b --object Account', /exactly one FILE/],
    ['load a.csv --object Account --operation merge', /“merge” is not an operation/],
    ['load a.csv --object Account --map Name', /COLUMN=FIELD/],
    ['load a.csv --object Account --part-bytes 0', /whole number above zero/],
    ['load a.csv --objekt Account', /objekt/],
    ['query', /exactly one SOQL/],
  ] as const) {
    it(`refuses “${words}” with a sentence`, () => assert.throws(() => parseCommand(words.split(' ')), sentence));
  }

  it('helps when nothing is asked', () => assert.deepEqual(parseCommand([]), { name: 'help' }));
});
