// The words of the command line: they mean what they say, and mistakes are reported, not guessed.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { renames } from '../../fakes/renames';
import { parseCommand } from '../../../src/cli/arguments';

describe('the command line', () => {
  it('reads a load with all its options', () => {
    const words =
      'load a.csv --object Account --external-id Ext__c --map Key=Ext__c --map a=b=Name --part-bytes 5000 --parallel 1 --first-poll 0.5 --json';
    assert.deepEqual(parseCommand(words.split(' ')), {
      name: 'load',
      spec: {
        kind: 'load',
        file: resolve('a.csv'),
        object: 'Account',
        operation: 'upsert',
        externalIdField: 'Ext__c',
        mapping: renames({ Key: 'Ext__c', 'a=b': 'Name' }),
        api: 'auto',
        partBytes: 5000,
        parallelParts: 1,
        firstPollSeconds: 0.5,
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
      source: { soql },
      spec: { kind: 'export', file: resolve('rows.csv'), format: 'csv' },
      waiting: {},
      output: { json: false, practice: false },
    });
    const full = parseCommand([
      'export',
      soql,
      '--to',
      '/x/rows.JSONL',
      '--all',
      '--rest',
      '--overwrite',
      '--first-poll',
      '60',
    ]);
    assert.deepEqual(full.name === 'export' && full.spec, {
      kind: 'export',
      file: resolve('/x/rows.JSONL'),
      format: 'jsonl',
      all: true,
      rest: true,
      overwrite: true,
      firstPollSeconds: 60,
    });
    const named = parseCommand(['export', soql, '--to', 'rows.txt', '--format', 'jsonl']);
    assert.equal(named.name === 'export' && named.spec.format, 'jsonl');
  });

  for (const [words, sentence] of [
    ['loat a.csv', /“loat” is not a command/],
    ['load a.csv', /--object/],
    ['load --object Account', /^Name one CSV file, for example: kinetic load accounts\.csv --object Account$/],
    ['load a b --object Account', /^Name one CSV file, /],
    ['load a.csv --object Account --operation merge', /“merge” is not an operation/],
    [
      'load a.csv --object Account --operation update --hard-delete',
      /^--hard-delete and --operation update contradict\.$/,
    ],
    ['load a.csv --object Account -i Key__c --hard-delete', /^--external-id is only for upsert, not for hardDelete\.$/],
    ['load a.csv --object Account --map Name', /COLUMN=FIELD/],
    [
      'load a.csv --object Account --part-bytes 0',
      /^--part-bytes must be a whole number greater than zero, not “0”\.$/,
    ],
    [
      'load a.csv --objekt Account',
      /^--objekt is not an option of load\. Did you mean --object\? For its options, run kinetic load --help\.$/,
    ],
    ['loat a.csv', /^“loat” is not a command\. Did you mean load\? For the commands, run kinetic --help\.$/],
    [
      'load a.csv --object --json',
      /^--object needs a value\. If the value begins with a dash, write --object=VALUE\.$/,
    ],
    ['load a.csv -s', /^-s needs a value\./],
    ['--json query SELECT', /^Write --json after the command\.$/],
    ['load a.csv --object A --sobject B', /^--object and its other names are one option\. Give it once\.$/],
    [
      'load a.csv --object A --delimiter dot',
      /“dot” is not a delimiter\. Delimiters: comma, semicolon, tab, pipe, caret, backquote\.$/,
    ],
    [
      'export SELECT --to - --json',
      /^--to - writes the records to stdout, so --json has no place there\. Use only one\.$/,
    ],
    ['export SELECT --to - --async', /^--to - waits for the records, so --no-wait is not possible\.$/],
    ['query SELECT -q SELECT', /^Enter one query, in quotes, or the name of a \.soql file\.$/],
    ['query SELECT -r csv --json', /^--json and --result-format csv contradict\.$/],
    ['check prod', /^kinetic check takes no argument, such as “prod”\.$/],
    ['jobs -o dev', /^--target-org needs --remote\.$/],
    ['completion tcsh', /^The shell must be bash, zsh, fish or pwsh, not “tcsh”\.$/],
    ['load a.csv --object', /^--object needs a value\./],
    ['query SELECT --json=yes', /^--json takes no value\.$/],
    ['query', /^Enter one query, in quotes, or the name of a \.soql file\.$/],
    ['export --to a.csv', /^Enter one query, in quotes, or the name of a \.soql file\.$/],
    ['load a.csv --object Account --blanks null', /--blanks must be ignore or clear, not “null”/],
    ['load a.csv --object Account --na null', /--na must be clear or text, not “null”/],
    ['load a.csv --object Account --encoding klingon', /“klingon” is not an encoding.*windows-1252, shift_jis, gbk/],
    ['load a.csv --object Account --timeout-minutes=-1', /^--wait must be a number greater than zero, not “-1”\.$/],
    ['export SELECT', /--to/],
    ['export SELECT --to a.csv --format xlsx', /“xlsx” is not a format/],
    ['retry', /^Name one job\. For the IDs of jobs, run: kinetic jobs$/],
    ['retry j --group 0', /^--group must be a whole number greater than zero, not “0”\.$/],
    ['retry j --group 1 --temporary', /only one of --group/],
    ['load a.csv --object Account --map A=Name --map-file m.kmap.yaml', /only one of --map, --map-file and --auto-map/],
    ['load a.csv --object Account --auto-map strict --map-file m.sdl', /only one of --map, --map-file and --auto-map/],
    ['load a.csv --map-file accounts.soql', /^accounts\.soql is not a mapping file \(\.kmap\.yaml or \.sdl\)\.$/],
    ['load a.csv --object Account --auto-map yes', /--auto-map/],
    ['load a.csv --object Account --on-failure stop', /--on-failure only with --map-file/],
    ['load a.csv --map-file a.kmap.yaml --on-failure skip', /--on-failure/],
    ['load a.csv --auto-map strict', /Add the object to load into/],
    ['load a.csv --object Account --map A=Name --map B=name', /the field name twice/],
    [
      'load a.csv --object Account --operation update --external-id E__c',
      /--external-id is only for upsert, not for update/,
    ],
    ['load a.csv --object Account --api bulk --rest-up-to 5', /only for --api auto, not for --api bulk/],
    ['load a.csv --object Account --batch-size 201', /201 records per call are not possible/],
    ['load a.csv --object Account --update-only', /“update only” has no meaning for insert/],
    ['load a.csv --object Account --api bulk --serial', /“serial” is not possible with Bulk API 2\.0/],
    ['load a.csv --object Account --assignment-rule active', /Account has no assignment rules/],
    ['query SELECT --to a.csv', /--to is not an option of query/],
    ['retry j --parallel 1', /--parallel is not an option of retry/],
    ['jobs --state Failed', /--state needs --remote/],
    ['retry j --unknown --unprocessed', /only one of --group, --code, --temporary, --unprocessed and --unknown/],
  ] as const) {
    it(`rejects “${words}” with a sentence`, () =>
      assert.throws(() => parseCommand(words.split(' ')), { message: sentence }));
  }

  it('takes a hard delete by the names that other tools have for it', () => {
    for (const words of [
      '--hard-delete',
      '--operation delete --hard-delete',
      '--operation harddelete',
      '--operation hard-delete',
      '--operation hard_delete',
    ]) {
      const command = parseCommand(['load', 'a.csv', '--object', 'A', ...words.split(' ')]);
      assert.equal(command.name === 'load' && command.spec.operation, 'hardDelete', words);
    }
  });

  it('reads what a blank cell says and how the file is written, in any case of the words', () => {
    const command = parseCommand(
      'load a.csv --object A --blanks CLEAR --na TEXT --encoding Windows-1252 --delimiter Semicolon'.split(' '),
    );
    const spec = command.name === 'load' ? command.spec : undefined;
    assert.deepEqual(
      [spec?.blanks, spec?.naCells, spec?.dialect],
      ['clear', 'text', { encoding: 'windows-1252', delimiter: ';' }],
    );
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

  it('reads how Salesforce should save the rows', () => {
    const saveOf = (words: string) => {
      const command = parseCommand(['load', 'a.csv', '--object', 'Lead', ...words.split(' ').filter(Boolean)]);
      return command.name === 'load' ? command.spec.save : undefined;
    };
    assert.equal(saveOf(''), undefined);
    assert.deepEqual(saveOf('--assignment-rule ACTIVE --allow-duplicates --duplicates-as-current-user'), {
      assignmentRule: 'active',
      duplicates: 'allow',
      duplicatesAsCurrentUser: true,
    });
    assert.deepEqual(saveOf('--all-or-none --records-per-call 20 --serial'), {
      allOrNone: true,
      recordsPerCall: 20,
      serial: true,
    });
    assert.deepEqual(saveOf('--update-only --external-id E__c'), { updateOnly: true });
    assert.deepEqual(saveOf('--operation undelete --batch-size 50'), { recordsPerCall: 50 });
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
    assert.deepEqual(choice('--unknown'), { list: 'unknown' });
  });

  it('lists jobs of the org only when asked, filtered as asked', () => {
    const remote = (words: string): unknown => {
      const command = parseCommand(['jobs', ...words.split(' ').filter(Boolean)]);
      return command.name === 'jobs' && command.remote;
    };
    assert.equal(remote(''), undefined);
    assert.deepEqual(remote('--remote --state Failed --user Moss'), { state: 'Failed', user: 'Moss' });
  });

  it('helps when nothing is asked, and says its version', () => {
    assert.equal(parseCommand([]).name, 'help');
    assert.deepEqual(parseCommand(['--version']), { name: 'version' });
  });

  it('takes the names that the Salesforce CLI has for its options', () => {
    const same = (ours: string, theirs: string): void =>
      assert.deepEqual(parseCommand(theirs.split(' ')), parseCommand(ours.split(' ')), theirs);
    const load = 'load a.csv --object A --external-id E__c --wait 5 --delimiter tab --target-org dev';
    same(load, 'load --file a.csv --sobject A --external-id E__c --timeout-minutes 5 --column-delimiter TAB -o dev');
    same(load, 'load -f a.csv -s A -i E__c -w 5 --delimiter \t -o=dev'.replace('-o=dev', '-odev'));
    same('load a.csv --object A --no-wait', 'load a.csv -s A --async');
    same('load a.csv --object A --no-wait', 'load a.csv -s A --wait 0');
    same('export SELECT --to a.x --format jsonl --all', 'export -q SELECT --output-file a.x -r jsonl --all-rows');
    same('query SELECT --all --result-format csv', 'query --query SELECT --all-rows --format csv');
    same('query SELECT --json', 'query SELECT --json --result-format json');
  });

  it('reads a query from a file that is named like one, and from stdin', () => {
    const sourceOf = (...words: readonly string[]): unknown => {
      const command = parseCommand(['query', ...words]);
      return command.name === 'query' && command.source;
    };
    assert.deepEqual(sourceOf('SELECT Id FROM A'), { soql: 'SELECT Id FROM A' });
    assert.deepEqual(sourceOf('a/accounts.SOQL'), { file: 'a/accounts.SOQL' });
    assert.deepEqual(sourceOf('-f', 'a.txt'), { file: 'a.txt' });
    assert.deepEqual(sourceOf('-'), { file: '-' });
    assert.deepEqual(sourceOf('-q', 'x.soql'), { soql: 'x.soql' });
  });

  it('reads - as stdin of a load and stdout of an export, and ./- as a file', () => {
    const fileOf = (words: string): unknown => {
      const command = parseCommand(words.split(' '));
      return (command.name === 'load' || command.name === 'export') && command.spec.file;
    };
    assert.equal(fileOf('load - -s A'), '-');
    assert.equal(fileOf('load -f - -s A'), '-');
    assert.equal(fileOf('export SELECT --to -'), '-');
    assert.equal(fileOf('load ./- -s A'), resolve('-'));
  });
});
