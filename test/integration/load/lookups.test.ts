// Lookups by any field: the ids come from the org before anything is sent, and a value without exactly one record is
// named with its line.
import assert from 'node:assert/strict';
import {
  catalog,
  fill,
  type ErrorCode,
  type FieldMapping,
  type LoadSpec,
  type LoadState,
} from '../../../src/core/core';
import { type CoreSetup, openCoreSetup } from '../setup/coreSetup';

describe('a load with lookups', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const column = (from: string, field = from): FieldMapping => ({ field, from: [from], steps: [] });
  const lookup = (from: string, field: string, object: string, by: string): FieldMapping => ({
    ...column(from, field),
    lookup: { object, by },
  });
  const load = async (
    text: string,
    fields: readonly FieldMapping[],
    spec: Partial<LoadSpec> = {},
  ): Promise<LoadState> => setup.load(await setup.csv('a.csv', text), { api: 'auto', mapping: { fields }, ...spec });
  const messageOf = ({ error }: LoadState): string =>
    error ? fill(catalog[error.code as ErrorCode].text, error.details) : '';
  const writes = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && /sobjects|ingest/.test(path)).length;

  for (const api of ['rest', 'collections', 'bulk'] as const)
    it(`sends the ids of users by email and of accounts by name, over ${api}`, async () => {
      const [account] = await setup.rowsOf('SELECT Id, Name FROM Account LIMIT 1');
      const rows = ['Kim,BEN@practice.kinetic.example', 'Lou,clara@practice.kinetic.example'];
      const state = await load(
        `LastName,Owner,Company\n${rows.map((row) => `${row},${String(account?.['Name']).toUpperCase()}`).join('\n')}\n`,
        [
          column('LastName'),
          lookup('Owner', 'OwnerId', 'User', 'Email'),
          lookup('Company', 'AccountId', 'Account', 'Name'),
        ],
        { object: 'Contact', api },
      );
      assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 2, 0]);
      const contacts = await setup.rowsOf(
        "SELECT LastName, Owner.Alias, AccountId FROM Contact WHERE LastName IN ('Kim', 'Lou') ORDER BY LastName",
      );
      assert.deepEqual(contacts, [
        { LastName: 'Kim', Owner: { Alias: 'ben' }, AccountId: account?.['Id'] },
        { LastName: 'Lou', Owner: { Alias: 'clara' }, AccountId: account?.['Id'] },
      ]);
    });

  it('leaves #N/A to clear the field, and looks up the other rows', async () => {
    const [account] = await setup.rowsOf('SELECT Id, Name FROM Account LIMIT 1');
    const state = await load(
      `LastName,Company\nLou,${String(account?.['Name'])}\nMax,#N/A\n`,
      [column('LastName'), lookup('Company', 'AccountId', 'Account', 'Name')],
      { object: 'Contact', api: 'collections' },
    );
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 2, 0]);
    const contacts = await setup.rowsOf(
      "SELECT LastName, AccountId FROM Contact WHERE LastName IN ('Lou', 'Max') ORDER BY LastName",
    );
    assert.deepEqual(contacts, [
      { LastName: 'Lou', AccountId: account?.['Id'] },
      { LastName: 'Max', AccountId: null },
    ]);
  });

  it('finds records of the object that is named where the field can have several', async () => {
    const state = await load(
      'Subject,Queue\nBroken,support_queue\n',
      [column('Subject'), lookup('Queue', 'OwnerId', 'Group', 'DeveloperName')],
      { object: 'Case' },
    );
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 1]);
    const [found] = await setup.rowsOf("SELECT OwnerId FROM Case WHERE Subject = 'Broken'");
    assert.match(String(found?.['OwnerId']), /^00G/);
  });

  it('that stops ends before anything is sent for a value of no record or several, and says each with its line', async () => {
    await setup.load(await setup.csv('twins.csv', 'Name\nTwin\nTWIN\n'), { api: 'collections' });
    const before = writes();
    const state = await load('LastName,Company\nKim,Twin\nLou,Neverland\nMax,Twin\n', [], {
      object: 'Contact',
      mapping: {
        fields: [column('LastName'), lookup('Company', 'AccountId', 'Account', 'Name')],
        onFailure: 'stop',
      },
    });
    assert.deepEqual([state.outcome, state.error?.code, writes()], ['rejected', 'input.cannotConvert', before]);
    const { line, count, places = '' } = state.error?.details ?? {};
    assert.deepEqual([line, count], [2, 3]);
    assert.deepEqual(
      String(places)
        .split('\n')
        .map((place) => place.slice(place.indexOf('a.csv:'))),
      [
        'a.csv:2, column Company: 2 Account records have the Name “Twin”. Look up by a unique field.',
        'a.csv:3, column Company: No Account has the Name “Neverland”.',
        'a.csv:4, column Company: 2 Account records have the Name “Twin”. Look up by a unique field.',
      ],
    );
  });

  it('reads the keys of many rows with few queries', async () => {
    const accounts = Array.from({ length: 200 }, (_, n) => `Co ${n}`);
    await setup.load(await setup.csv('new.csv', `Name\n${accounts.join('\n')}\n`), { api: 'collections' });
    setup.practice.requests.clear();
    const rows = Array.from({ length: 1000 }, (_, n) => `P${n},Co ${n % 200}`);
    const state = await load(
      `LastName,Company\n${rows.join('\n')}\n`,
      [column('LastName'), lookup('Company', 'AccountId', 'Account', 'Name')],
      { object: 'Contact' },
    );
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 1000]);
    const queries = setup.practice.requests.all.filter(({ path }) => /\/query\b/.test(path));
    assert.equal(queries.length, 1);
  });

  it('asks once for the keys of a file whose line breaks only calls can keep', async () => {
    setup.practice.requests.clear();
    const state = await load(
      'LastName,Company,Description\nKim,ben,"a\nb"\nLou,ben,"a\r\nb"\n',
      [column('LastName'), column('Description'), lookup('Company', 'OwnerId', 'User', 'Alias')],
      { object: 'Contact', routeLimits: { restRows: 1, collectionsRows: 1 } },
    );
    assert.deepEqual([state.outcome, state.succeeded, state.plan?.route?.reason.code], ['completed', 2, 'lineBreaks']);
    assert.equal(setup.practice.requests.all.filter(({ path }) => /\/query\b/.test(path)).length, 1);
  });

  for (const [what, field, reason] of [
    [
      'a field that is no lookup',
      lookup('Company', 'Title', 'Account', 'Name'),
      /^The field Title: It is not a lookup field\./,
    ],
    [
      'an object that the field cannot have',
      lookup('Company', 'AccountId', 'User', 'Name'),
      /^The field AccountId: It refers to Account, not to User\./,
    ],
    [
      'a field of the other object that does not exist',
      lookup('Company', 'AccountId', 'Account', 'Nope'),
      /^The field AccountId: Account has no field Nope\./,
    ],
  ] as const)
    it(`is rejected for ${what}`, async () => {
      const state = await load('LastName,Company\nKim,Acme\n', [column('LastName'), field], { object: 'Contact' });
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.badMapping']);
      assert.match(messageOf(state), reason);
    });
});
