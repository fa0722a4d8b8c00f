// A mapping file: what it means, and what is wrong with it and where.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MappingFile } from '../../../../src/core/mapping/mapping';
import { parseMapping } from '../../../../src/core/mapping/parseMapping';

const problems = async (text: string): Promise<readonly string[]> =>
  (await parseMapping(text)).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

const steps = (...lines: readonly string[]): string =>
  ['version: 1', 'fields:', '  Name:', '    from: A', '    steps:', ...lines.map((line) => `      ${line}`)].join('\n');

describe('a mapping file', () => {
  it('is a mapping and the load that it is for', async () => {
    const { file } = await parseMapping(
      `version: 1
object: Account
operation: upsert
externalId: Ext__c
blanks: clear
timeZone: Europe/Berlin
strict: true
onFailure: failRow
headers: [Key, Company, Code]
firstLine: data
fields:
  Ext__c: Key
  Name: { from: [Company, Key], steps: [{ concat: " " }, trim], blanks: ignore }
  Rating: { value: Hot }
  OwnerId: { from: Code, lookup: { object: User, by: Email } }
leaveOut: []
save: { recordsPerCall: 50 }
`,
    );
    const expected: MappingFile = {
      object: 'Account',
      operation: 'upsert',
      externalIdField: 'Ext__c',
      blanks: 'clear',
      mapping: {
        fields: [
          { field: 'Ext__c', from: ['Key'], steps: [] },
          {
            field: 'Name',
            from: ['Company', 'Key'],
            steps: [{ kind: 'concat', separator: ' ' }, { kind: 'trim' }],
            blanks: 'ignore',
          },
          { field: 'Rating', from: [], steps: [{ kind: 'constant', value: 'Hot' }] },
          { field: 'OwnerId', from: ['Code'], steps: [], lookup: { object: 'User', by: 'Email' } },
        ],
        leaveOut: [],
        timeZone: 'Europe/Berlin',
        strict: true,
        onFailure: 'failRow',
        headers: ['Key', 'Company', 'Code'],
        firstLine: 'data',
      },
      save: { recordsPerCall: 50 },
    };
    assert.deepEqual(file, expected);
  });

  it('keeps texts that YAML would read as numbers or booleans', async () => {
    const { file } = await parseMapping(
      steps('- table: { values: { 007: 1.50, true: yes, 1e3: off, 1: 2 }, otherwise: { use: 0x10 } }'),
    );
    assert.deepEqual(file?.mapping.fields[0]?.steps, [
      {
        kind: 'table',
        values: { '007': '1.50', true: 'yes', '1e3': 'off', '1': '2' },
        otherwise: { use: '0x10' },
      },
    ]);
  });
});

describe('what is wrong with a mapping file', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['', ['1:1 The file is empty. A mapping begins with version: 1, and has fields.']],
    ['just text', ['1:1 The file must be a mapping of keys to values.']],
    ['fields: {}', ['1:1 “version” is missing.']],
    ['version: 2\nfields: {}', ['1:10 “version” must be “1”.']],
    [
      'version: 1\nfields:\n  Name:\n    form: A',
      ['4:5 Unknown key “form”. Keys here: from, value, steps, lookup, blanks.'],
    ],
    ['version: 1\nfields:\n  Name:', ['3:8 “Name” has no value. Write "" for an empty text.']],
    ['version: 1\nfields:\n  Name: A\n  name: B', ['4:9 The field name is there twice. Remove one of them.']],
    ['version: 1\nfields: { A: [B, C] }', ['2:14 “A” has the wrong form.']],
    [
      'version: 1\nfields: { A: { from: [B, C] } }',
      ['2:14 A has several columns. Make concat or coalesce the first of its steps, or name only one column.'],
    ],
    ['version: 1\nfields: { A: {} }', ['2:14 A has no column. Name one with from, or give it a value.']],
    [
      'version: 1\nfields: { A: { from: B, value: C } }',
      ['2:14 A has a column and a constant value. Remove one of them.'],
    ],
    [
      'version: 1\nfields:\n  A:\n    value: C\n    steps:\n      - trim\n      - split: ""\n      - coalesce',
      [
        '7:9 split needs the text at which the value is cut.',
        '8:9 coalesce starts from the columns. Make it the first step.',
      ],
    ],
    [
      'version: 1\noperation: update\nexternalId: Ext__c\nfields: {}',
      ['3:1 externalId is only for upsert, not for update. Remove one of the two.'],
    ],
    ['version: 1\nstrict: maybe\nfields: {}', ['2:9 “strict” must be true or false.']],
    [
      'version: 1\ntimeZone: Berlin\nfields: {}',
      ['2:11 Berlin is not a time zone. Write one such as Europe/Berlin or UTC.'],
    ],
    [
      'version: 1\nfields: { A: B }\nleaveOut: [B]',
      ['3:11 The column “B” is left out, and a field uses it. Remove it from one of the two.'],
    ],
    ['version: 1\nheaders: [A, a]\nfields: {}', ['2:10 Two columns are named “a”. Rename one of them.']],
    [
      'version: 1\nfirstLine: data\nfields: {}',
      ['1:1 The first line is a row, so the columns have no names. Name them with headers.'],
    ],
    [steps('- trimm'), [/^6:9 “trimm” is not a step\. Steps are trim, coalesce, /.source]],
    [steps('- trim: 1'), ['6:9 “trim” takes no value. Write only - trim.']],
    [steps('- date'), ['6:9 “date” needs a value after a colon: - date: ….']],
    [steps('- date: yyyy-MM-dd', '  trim: x'), ['7:9 A step is one thing. Begin a new step with “- trim”.']],
    [steps('- case: big'), ['6:15 “case” must be “upper”, “lower”, or “title”.']],
    [
      steps('- replace: { fnid: a, with: b }'),
      ['6:20 Unknown key “fnid”. Keys here: find, with.', '6:18 “find” is missing.'],
    ],
    [
      steps('- number: { decimal: ",", group: "," }'),
      ['6:9 number has the same character for decimal and group. They must differ.'],
    ],
    [steps('- table: { otherwise: keep }'), ['6:16 Give either values or the file that has them.']],
    [steps('- when: [{ then: x }]'), ['6:16 A branch has if and then, or only else.']],
    [
      steps('- when: [{ else: x }, { else: y }]'),
      ['6:9 A branch without if always holds, so those after it do nothing. Make it the last one.'],
    ],
    [steps('- trim', '- coalesce'), ['7:9 coalesce starts from the columns. Make it the first step.']],
    [
      steps('- dateTime: dd.MM.yyyy HH:mm'),
      ['6:9 The format “dd.MM.yyyy HH:mm” names no time zone. Add timeZone to the mapping, or XXX to the format.'],
    ],
  ];
  for (const [text, expected] of cases)
    it(`is said with its place: ${text.slice(-40).replace(/\s+/g, ' ')}`, async () => {
      const found = await problems(text);
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [at, message] of expected.entries())
        if (message.startsWith('^')) assert.match(found[at] ?? '', new RegExp(message));
        else assert.equal(found[at], message);
    });

  it('is said for text that is no YAML', async () => {
    const [first = ''] = await problems('version: 1\nfields: {\n  Name: [');
    assert.match(first, /^3:\d+ This is not YAML: /);
  });

  it('is said for a key that is there twice, where one value would be lost', async () => {
    assert.deepEqual(await problems('version: 1\nfields:\n  A: B\n  A: C'), [
      '4:3 “A” is there twice. Remove one of them.',
    ]);
    assert.deepEqual(await problems(steps('- table: { values: { 1: a, "1": b } }')), [
      '6:34 “1” is there twice. Remove one of them.',
    ]);
    assert.deepEqual(await problems(steps('- table: { values: { 7: a, 007: b } }')), []);
  });

  it('is said for a key that would be lost', async () => {
    assert.deepEqual(await problems(steps('- table: { values: { a: b, __proto__: c } }')), [
      '6:34 “__proto__” cannot be a key.',
    ]);
    assert.deepEqual(await problems('version: 1\nfields:\n  "__proto__": A'), ['3:3 “__proto__” cannot be a key.']);
  });

  it('is said for more fields than an object has, and for a value table that is too long', async () => {
    const many = (count: number, line: (at: number) => string): string =>
      Array.from({ length: count }, (_, at) => line(at)).join('');
    const fields = (count: number): string => `version: 1\nfields:\n${many(count, (at) => `  F${at}: C\n`)}`;
    assert.deepEqual(await problems(fields(1000)), []);
    assert.deepEqual(await problems(fields(1001)), ['2:1 Here are 1001 fields. At most 1000 are possible.']);
    const table = (count: number): string => steps(`- table: { values: { ${many(count, (at) => `${at}: x, `)} } }`);
    assert.deepEqual(await problems(table(10_000)), []);
    assert.deepEqual(await problems(table(10_001)), ['6:26 Here are 10001 keys. At most 10000 are possible.']);
  });

  it('never takes an alias, with which a small file becomes a large value', async () => {
    assert.deepEqual(await problems('version: 1\nobject: &a Account\nfields:\n  Name: *a'), [
      '4:9 Write the value itself instead of *a.',
    ]);
  });

  it('is in the text, whatever the text is', async () => {
    const pieces = fc.constantFrom(
      'version: 1',
      'fields:',
      '  Name: A',
      '{',
      '}',
      '- ',
      ': ',
      '\n',
      '"',
      "'",
      '&a',
      '*a',
      '!!',
      '#',
      '?',
      '|',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 20 }), async (parts) => {
        const text = parts.join('');
        const lines = text.split('\n');
        for (const { line, column } of (await parseMapping(text)).problems)
          assert.ok(
            line >= 1 && line <= lines.length + 1 && column >= 1,
            `${line}:${column} of ${JSON.stringify(text)}`,
          );
      }),
    );
  });
});
