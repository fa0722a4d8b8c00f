// Lookups: each value finds the only record that has it, in few queries, or is a failure with what was found.
import assert from 'node:assert/strict';
import { quietTask } from '../../../../src/core/kernel/task';
import { lookUp, type LookupOrg } from '../../../../src/core/mapping/lookup';
import { keyKindOf, type KeyField } from '../../../../src/core/mapping/lookupKeys';

type Row = Readonly<Record<string, unknown>>;

const task = quietTask();
const textField: KeyField = { name: 'Email', type: 'email', filterable: true, caseSensitive: false };

function orgOf(rows: readonly Row[], field: KeyField = textField): LookupOrg & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fieldsOf: () => Promise.resolve([field]),
    query: (soql) => {
      asked.push(soql);
      return Promise.resolve(
        (async function* () {
          await Promise.resolve();
          yield* rows;
        })(),
      );
    },
  };
}

const request = (keys: readonly string[], by = 'Email') => ({
  field: 'OwnerId',
  object: 'User',
  by,
  keys: new Set(keys),
});

describe('a lookup', () => {
  it('gives the id of the only record, without regard to case and blanks around the value', async () => {
    const org = orgOf([{ Id: '005A', Email: 'Ada@x.example' }]);
    const answer = await lookUp(request(['ada@x.example', ' ADA@X.example '], 'email'), org, task);
    assert.deepEqual([answer('ada@x.example'), answer(' ADA@X.example ')], ['005A', '005A']);
    assert.deepEqual(org.asked, ["SELECT Id, Email FROM User WHERE Email IN ('ada@x.example')"]);
  });

  it('has a failure for a value of no record and for one of several, with their number', async () => {
    const org = orgOf([
      { Id: '005A', Email: 'team@x.example' },
      { Id: '005B', Email: 'TEAM@x.example' },
      { Id: '005C', Email: null },
    ]);
    const answer = await lookUp(request(['team@x.example', 'absent@x.example']), org, task);
    assert.deepEqual(answer('team@x.example'), {
      problem: '2 User records have the Email “team@x.example”. Look up by a unique field.',
    });
    assert.deepEqual(answer('absent@x.example'), { problem: 'No User has the Email “absent@x.example”.' });
  });

  it('tells values of different case apart where the field does', async () => {
    const field = { name: 'Key__c', type: 'string', filterable: true, caseSensitive: true };
    const org = orgOf(
      [
        { Id: '1', Key__c: 'ab' },
        { Id: '2', Key__c: 'AB' },
      ],
      field,
    );
    const answer = await lookUp(request(['ab', 'AB', 'Ab'], 'Key__c'), org, task);
    assert.deepEqual([answer('ab'), answer('AB'), typeof answer('Ab')], ['1', '2', 'object']);
  });

  it('asks for many values in few queries that SOQL accepts', async () => {
    const org = orgOf([]);
    await lookUp(request(Array.from({ length: 20_000 }, (_, n) => `person${n}@x.example`)), org, task);
    assert.equal(org.asked.length, 16);
    assert.ok(org.asked.every((soql) => soql.length < 33_000));
  });

  it('asks nothing where no value can be that of a record', async () => {
    const field = { name: 'Size__c', type: 'double', filterable: true, caseSensitive: false };
    const org = orgOf([], field);
    const answer = await lookUp(request(['many', '1e'], 'Size__c'), org, task);
    assert.deepEqual(answer('many'), {
      problem: '“many” is not a number of at most 15 digits, so no User can be found by its Size__c.',
    });
    assert.deepEqual(org.asked, []);
  });

  it('never takes one long number for another: two that are rounded alike would find the same record', async () => {
    const field = { name: 'Nr__c', type: 'double', filterable: true, caseSensitive: false };
    const org = orgOf(
      [
        { Id: '1', Nr__c: 12345678901234568 },
        { Id: '2', Nr__c: 123456789012345 },
      ],
      field,
    );
    const long = ['12345678901234567', '12345678901234568'];
    const answer = await lookUp(request(long, 'Nr__c'), org, task);
    assert.deepEqual(
      long.map(answer),
      long.map((key) => ({
        problem: `“${key}” is not a number of at most 15 digits, so no User can be found by its Nr__c.`,
      })),
    );
    assert.deepEqual(org.asked, []);
    const short = await lookUp(request(['00123456789012345', '+123456789012345'], 'Nr__c'), org, task);
    assert.deepEqual([short('00123456789012345'), short('+123456789012345')], ['2', '2']);
    assert.deepEqual(org.asked, ['SELECT Id, Nr__c FROM User WHERE Nr__c IN (123456789012345)']);
  });

  it('finds a small number, which the answer of the org has with an exponent', async () => {
    const field = { name: 'Share__c', type: 'double', filterable: true, caseSensitive: false };
    const org = orgOf(
      [
        { Id: '1', Share__c: 0.0000001 },
        { Id: '2', Share__c: -0.00000025 },
      ],
      field,
    );
    const keys = ['0.0000001', '0.00000010', '-.00000025'];
    const answer = await lookUp(request(keys, 'Share__c'), org, task);
    assert.deepEqual(keys.map(answer), ['1', '1', '2']);
    assert.deepEqual(org.asked, ['SELECT Id, Share__c FROM User WHERE Share__c IN (0.0000001,-0.00000025)']);
  });

  it('selects the id once when it is the key', async () => {
    const field = { name: 'Id', type: 'id', filterable: true, caseSensitive: false };
    const org = orgOf([{ Id: '005000000000001AAA' }], field);
    const answer = await lookUp(request(['005000000000001'], 'Id'), org, task);
    assert.equal(answer('005000000000001'), '005000000000001AAA');
    assert.deepEqual(org.asked, ["SELECT Id FROM User WHERE Id IN ('005000000000001')"]);
  });

  const notFindable = 'The field OwnerId: Records of User cannot be found by Email. Name another field.';
  for (const [what, by, field, message] of [
    ['that does not exist', 'Nope', textField, 'The field OwnerId: User has no field Nope. Name one of its fields.'],
    ['that cannot be in a condition', 'Email', { ...textField, filterable: false }, notFindable],
    ['of a type without single values', 'Email', { ...textField, type: 'multipicklist' }, notFindable],
  ] as const)
    it(`is rejected for a field ${what}`, async () => {
      const looking = lookUp(request(['x'], by), orgOf([], field), task);
      await assert.rejects(looking, { code: 'input.badMapping', message });
    });
});

describe('a value in a query', () => {
  const literalOf = (type: string, value: string): string | undefined =>
    keyKindOf({ name: 'F', type, filterable: true, caseSensitive: false })?.literal(value);

  it('cannot end its quotes', () => {
    assert.equal(literalOf('string', `x') OR Name != ('`), `'x\\') OR Name != (\\''`);
    assert.equal(literalOf('string', 'a\\'), `'a\\\\'`);
    assert.equal(literalOf('string', 'a\nb\tc'), `'a\\nb\\tc'`);
  });

  it('is a number, a date or an id only where it is one', () => {
    assert.deepEqual(
      ['007', '1.50', '-2', '1) OR (1=1', ''].map((value) => literalOf('currency', value)),
      ['7', '1.5', '-2', undefined, undefined],
    );
    assert.deepEqual(
      ['0.0000001', '-0.000000000000001', '100000000000000', '1000000000000000000000', '1e-7', '1e21'].map((value) =>
        literalOf('double', value),
      ),
      ['0.0000001', '-0.000000000000001', '100000000000000', undefined, undefined, undefined],
    );
    assert.deepEqual(
      ['2026-01-31', '31.1.2026'].map((value) => literalOf('date', value)),
      ['2026-01-31', undefined],
    );
    assert.deepEqual(
      ['001000000000001', "001' OR Id"].map((value) => literalOf('reference', value)),
      [`'001000000000001'`, undefined],
    );
  });
});
