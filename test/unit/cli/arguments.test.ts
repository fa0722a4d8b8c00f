// The words of the command line: they mean what they say, and mistakes are reported, not guessed.
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
        api: 'auto',
        partBytes: 5000,
        parallelParts: 1,
      },
      waiting: {},
      output: { json: true, practice: false },
    });
  });

  it('inserts when no key is named and takes any case of an operation', () => {
    const insert = parseCommand(['load', 'a.csv', '--object', 'Account']);
    assert.equal(insert.name === 'load' && insert.spec.operation, 'insert');
    const hard = parseCommand(['load', 'a.csv', '--object', 'Account', '--operation', 'harddelete']);
    assert.equal(hard.name === 'load' && hard.spec.operation, 'hardDelete');
  });

  it('reads an export, and its format from the name of the file', () => {
    const soql = 'SELECT Id FROM Account';
    const plain = parseCommand(['export', soql, '--to', 'rows.csv']);
    assert.deepEqual(plain, {
      name: 'export',
      spec: { kind: 'export', soql, file: resolve('rows.csv'), format: 'csv' },
      waiting: {},
      output: { json: false, practice: false },
    });
    const full = parseCommand(['export', soql, '--to', '/x/rows.JSONL', '--all', '--rest', '--overwrite']);
    assert.deepEqual(full.name === 'export' && full.spec, {
      kind: 'export',
      soql,
      file: resolve('/x/rows.JSONL'),
      format: 'jsonl',
      all: true,
      rest: true,
      overwrite: true,
    });
    const named = parseCommand(['export', soql, '--to', 'rows.txt', '--format', 'jsonl']);
    assert.equal(named.name === 'export' && named.spec.format, 'jsonl');
  });

  for (const [words, sentence] of [
    ['lod a.csv', /“lod” is not a command/],
    ['load a.csv', /--object/],
    ['load --object Account', /^Name one CSV file\.$/],
    ['load a b --object Account', /^Name one CSV file\.$/],
    ['load a.csv --object Account --operation merge', /“merge” is not an operation/],
    ['load a.csv --object Account --map Name', /COLUMN=FIELD/],
    [
      'load a.csv --object Account --part-bytes 0',
      /^--part-bytes must be a whole number greater than zero, not “0”\.$/,
    ],
    ['load a.csv --objekt Account', /^--objekt is not an option\. For the options, run kinetic --help\.$/],
    ['load a.csv --object', /^--object needs a value\./],
    ['query SELECT --json=yes', /^--json takes no value\.$/],
    ['query', /^Enter one query, in quotes\.$/],
    ['export --to a.csv', /^Enter one query, in quotes\.$/],
    ['load a.csv --object Account --blanks null', /--blanks must be ignore or clear, not “null”/],
    ['load a.csv --object Account --encoding latin1', /--encoding must be utf-8, windows-1252, utf-16le or utf-16be/],
    [
      'load a.csv --object Account --timeout-minutes 0',
      /^--timeout-minutes must be a number greater than zero, not “0”\.$/,
    ],
    ['export SELECT', /--to/],
    ['export SELECT --to a.csv --format xlsx', /“xlsx” is not a format/],
    ['retry', /^Name one job\.$/],
    ['retry j --group 0', /^--group must be a whole number greater than zero, not “0”\.$/],
    ['retry j --group 1 --temporary', /only one of --group/],
    ['load a.csv --object Account --map A=Name --map A=Phone', /the column “A” twice/],
    ['load a.csv --object Account --map A=Name --map B=name', /the field name twice/],
    [
      'load a.csv --object Account --operation update --external-id E__c',
      /--external-id is only for upsert, not for update/,
    ],
    ['load a.csv --object Account --api bulk --rest-up-to 5', /only for --api auto, not for --api bulk/],
    ['query SELECT --to a.csv', /--to is not an option of query/],
    ['retry j --parallel 1', /--parallel is not an option of retry/],
    ['jobs --state Failed', /--state needs --remote/],
    ['retry j --even-unknown', /--even-unknown needs --unprocessed/],
  ] as const) {
    it(`rejects “${words}” with a sentence`, () =>
      assert.throws(() => parseCommand(words.split(' ')), { message: sentence }));
  }

  it('reads what a blank cell says and how the file is written, in any case of the words', () => {
    const command = parseCommand('load a.csv --object A --blanks CLEAR --encoding Windows-1252'.split(' '));
    const spec = command.name === 'load' ? command.spec : undefined;
    assert.deepEqual([spec?.blanks, spec?.dialect], ['clear', { encoding: 'windows-1252' }]);
  });

  it('chooses the API by the number of rows, takes another API, and takes other limits', () => {
    const specOf = (words: string) => {
      const command = parseCommand(['load', 'a.csv', '--object', 'A', ...words.split(' ')]);
      return command.name === 'load' ? command.spec : undefined;
    };
    const lines = specOf('--rest-up-to 5 --collections-up-to 1000');
    assert.deepEqual([lines?.api, lines?.routeLimits], ['auto', { restRows: 5, collectionsRows: 1000 }]);
    assert.equal(specOf('--api Bulk')?.api, 'bulk');
    assert.throws(
      () => parseCommand('load a.csv --object A --api soap'.split(' ')),
      /--api must be auto, rest, collections or bulk, not “soap”\./,
    );
  });

  it('reads how long to wait, of everything that runs a job', () => {
    for (const words of ['load a.csv --object A', 'export S --to a.csv', 'retry j', 'resume']) {
      const command = parseCommand(`${words} --no-wait --timeout-minutes 0.5`.split(' '));
      assert.deepEqual('waiting' in command && command.waiting, { wait: false, timeoutMinutes: 0.5 });
    }
  });

  it('reads which rows to retry, groups counted from 1 as they are shown', () => {
    const choice = (words: string): unknown => {
      const command = parseCommand(['retry', 'j', ...words.split(' ').filter(Boolean)]);
      return command.name === 'retry' && command.choice;
    };
    assert.deepEqual(choice(''), { list: 'failed' });
    assert.deepEqual(choice('--group 2'), { list: 'failed', group: 1 });
    assert.deepEqual(choice('--code unable_to_lock_row'), { list: 'failed', code: 'UNABLE_TO_LOCK_ROW' });
    assert.deepEqual(choice('--temporary'), { list: 'failed', temporary: true });
    assert.deepEqual(choice('--unprocessed'), { list: 'unprocessed' });
    assert.deepEqual(choice('--unprocessed --even-unknown'), { list: 'unprocessed', evenUnknown: true });
  });

  it('lists jobs of the org only when asked, filtered as asked', () => {
    const remote = (words: string): unknown => {
      const command = parseCommand(['jobs', ...words.split(' ').filter(Boolean)]);
      return command.name === 'jobs' && command.remote;
    };
    assert.equal(remote(''), undefined);
    assert.deepEqual(remote('--remote --state Failed --user Moss'), { state: 'Failed', user: 'Moss' });
  });

  it('helps when nothing is asked', () => assert.deepEqual(parseCommand([]), { name: 'help' }));
});
