// Composite requests, batches, graphs and trees against the practice org, with and without failures.
import { strict as assert } from 'node:assert';
import { part, SalesforceError, type Composite, type PartOutcome } from '../../../src/core/core';
import type { HttpAction } from '../../../src/practice/org/faults';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof SalesforceError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

/** A word for each part: ok, the code of its own error, or why it was not saved. */
const wordsFor = (outcomes: readonly PartOutcome[]): readonly string[] =>
  outcomes.map((one) => {
    if (one.ok) return 'ok';
    return one.undone === undefined ? (one.errors[0]?.code ?? '') : `${one.undone} because of ${String(one.because)}`;
  });

describe('composite requests against the practice org', () => {
  let setup: CoreSetup;
  let composite: Composite;
  before(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  beforeEach(async () => {
    ({ composite } = await setup.core.org(setup.orgId));
  });
  after(() => setup.close());
  afterEach(() => setup.practice.faults.clear());

  const names = async (object: string, like: string): Promise<readonly unknown[]> =>
    (await setup.rowsOf(`SELECT Name FROM ${object} WHERE Name LIKE '${like}%' ORDER BY Name`)).map(({ Name }) => Name);
  const account = (ref: string, name: string) => part.create(ref, 'Account', { Name: name });
  const contact = (ref: string, lastName: string | null, parent: string) =>
    part.create(ref, 'Contact', { LastName: lastName, AccountId: part.idOf(parent) });

  it('use the ID of a new parent in its child, read it back, and update what a query found', async () => {
    const [acme, , look, found, changed] = await composite.request(
      [
        account('acme', 'Ref & Söhne'),
        contact('moss', 'Moss', 'acme'),
        part.read('look', { object: 'Contact', id: part.idOf('moss') }, ['LastName', 'AccountId']),
        part.query('found', `SELECT Id, Name FROM Account WHERE Id = '${part.idOf('acme')}'`),
        part.update('changed', { object: 'Account', id: part.valueOf('found', 'records[0].Id') }, { Site: 'Here' }),
        part.upsert('known', { object: 'Account', field: 'External_Id__c', value: 'R/1' }, { Name: 'Ref new' }),
      ],
      { allOrNone: true },
      quiet,
    );
    assert.ok(acme.ok && look.ok && found.ok && changed.ok, JSON.stringify([acme, look, found, changed]));
    assert.equal(look.value['AccountId'], acme.value.id);
    assert.deepEqual(found.value.rows, [{ Id: acme.value.id, Name: 'Ref & Söhne' }]);
    const rows = await setup.rowsOf(
      "SELECT Name, Site, External_Id__c FROM Account WHERE Name LIKE 'Ref%' ORDER BY Name",
    );
    assert.deepEqual(rows, [
      { Name: 'Ref & Söhne', Site: 'Here', External_Id__c: null },
      { Name: 'Ref new', Site: null, External_Id__c: 'R/1' },
    ]);
  });

  it('save nothing of an all-or-none request with one bad part, and name that part in the others', async () => {
    const outcomes = await composite.request(
      [account('a', 'All 1'), contact('b', null, 'a'), account('c', 'All 2')],
      { allOrNone: true },
      quiet,
    );
    assert.deepEqual(wordsFor(outcomes), [
      'rolledBack because of b',
      'REQUIRED_FIELD_MISSING',
      'rolledBack because of b',
    ]);
    assert.deepEqual(await names('Account', 'All'), []);
  });

  it('save the good parts of other requests, and skip only the parts that needed the bad one', async () => {
    const outcomes = await composite.request(
      [
        account('a', 'Part 1'),
        contact('b', null, 'a'),
        part.read('c', { object: 'Contact', id: part.idOf('b') }),
        part.update('d', { object: 'Contact', id: part.valueOf('c', 'Id') }, {}),
        account('e', 'Part 2'),
      ],
      {},
      quiet,
    );
    const notRun = 'notRun because of b';
    assert.deepEqual(wordsFor(outcomes), ['ok', 'REQUIRED_FIELD_MISSING', notRun, notRun, 'ok']);
    assert.deepEqual(await names('Account', 'Part'), ['Part 1', 'Part 2']);
  });

  it('report the part whose reference found nothing', async () => {
    const outcomes = await composite.request(
      [
        account('a', 'Nowhere'),
        part.query('none', "SELECT Id FROM Account WHERE Name = 'No such name'"),
        part.delete('lost', { object: 'Account', id: part.valueOf('none', 'records[0].Id') }),
      ],
      { allOrNone: true },
      quiet,
    );
    const because = 'rolledBack because of lost';
    assert.deepEqual(wordsFor(outcomes), [because, because, 'PROCESSING_HALTED']);
    assert.deepEqual(await names('Account', 'Nowhere'), []);
  });

  it('do not report a collection as saved that was rolled back', async () => {
    const records = ['Within 1', null].map((name) => ({ attributes: { type: 'Account' }, Name: name }));
    const outcomes = await composite.request(
      [account('a', 'Within 2'), part.call('b', { method: 'POST', path: '/composite/sobjects', body: { records } })],
      { allOrNone: true },
      quiet,
    );
    assert.deepEqual(wordsFor(outcomes), ['rolledBack because of b', 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(await names('Account', 'Within'), []);
  });

  it('run batches in order, each part on its own, and halt on an error if requested', async () => {
    const parts = [
      account('a', 'Batch 1'),
      part.create('b', 'Account', {}),
      account('c', 'Batch 2'),
      part.call('limits', { method: 'GET', path: '/limits' }),
    ] as const;
    const [a, b, c, limits] = await composite.batch(parts, {}, quiet);
    assert.deepEqual(wordsFor([a, b, c, limits]), ['ok', 'REQUIRED_FIELD_MISSING', 'ok', 'ok']);
    assert.ok(limits.ok && 'DailyApiRequests' in (limits.value as object));
    const halted = await composite.batch(parts, { haltOnError: true }, quiet);
    const notRun = 'notRun because of b';
    assert.deepEqual(wordsFor(halted), ['ok', 'REQUIRED_FIELD_MISSING', notRun, notRun]);
    assert.deepEqual(await names('Account', 'Batch'), ['Batch 1', 'Batch 1', 'Batch 2']);
  });

  const family = (name: string, ...children: readonly (string | null)[]) => ({
    ref: 'top',
    object: 'Account',
    fields: { Name: name },
    children: {
      Contacts: children.map((name, i) => ({ ref: `child${i}`, object: 'Contact', fields: { LastName: name } })),
    },
  });

  it('save a parent with its children in one call', async () => {
    const [top, first, second] = await composite.tree([family('Tree', 'Leaf 1', 'Leaf 2')], quiet);
    assert.ok(top?.ok && first?.ok && second?.ok);
    const rows = await setup.rowsOf("SELECT Id, AccountId FROM Contact WHERE LastName LIKE 'Leaf%' ORDER BY LastName");
    assert.deepEqual(rows, [
      { Id: first.value.id, AccountId: top.value.id },
      { Id: second.value.id, AccountId: top.value.id },
    ]);
  });

  it('save nothing of a tree with one bad child, and name the child', async () => {
    const outcomes = await composite.tree([family('Felled', 'Fine', null)], quiet);
    const because = 'rolledBack because of child1';
    assert.deepEqual(wordsFor(outcomes), [because, because, 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(await names('Account', 'Felled'), []);
  });

  it('save one graph when another one fails', async () => {
    const graph = (id: string, lastName: string | null) => ({
      id,
      parts: [account('top', `Graph ${id}`), contact('child', lastName, 'top')] as const,
    });
    const [good, bad] = await composite.graphs([graph('good', 'Moss'), graph('bad', null)], quiet);
    assert.deepEqual([good.ok, bad.ok], [true, false]);
    assert.deepEqual(wordsFor(good.parts), ['ok', 'ok']);
    assert.deepEqual(wordsFor(bad.parts), ['rolledBack because of child', 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(await names('Account', 'Graph'), ['Graph good']);
  });

  it('do not report an error of a graph’s parts when too many other graphs had failed', async () => {
    const graphs = Array.from({ length: 17 }, (_, i) => ({
      id: `g${i}`,
      parts: [part.create('a', 'Account', i < 15 ? {} : { Name: 'Late' })],
    }));
    const outcomes = await composite.graphs(graphs, quiet);
    assert.deepEqual(outcomes.flatMap(({ parts }) => wordsFor(parts)).slice(14), [
      'REQUIRED_FIELD_MISSING',
      'notRun because of undefined',
      'notRun because of undefined',
    ]);
    assert.deepEqual(await names('Account', 'Late'), []);
  });

  const calls = {
    request: (name: string) => composite.request([account('a', name)], {}, quiet),
    batch: (name: string) => composite.batch([account('a', name)], {}, quiet),
    graphs: (name: string) => composite.graphs([{ id: 'g', parts: [account('a', name)] }], quiet),
    tree: (name: string) => composite.tree([family(name)], quiet),
  } as const;
  const fault = (action: HttpAction) => setup.practice.faults.add({ method: 'POST', path: '*/composite*', action });

  for (const [kind, call] of Object.entries(calls)) {
    it(`save once when the session expires in the middle (${kind})`, async () => {
      const { privateKeyPem, clientId, username } = setup.jwtApp();
      await setup.core.orgs.add(
        { login: 'jwt', loginUrl: setup.practice.url, privateKeyPem, clientId, username },
        quiet,
      );
      ({ composite } = await setup.core.org(setup.orgId));
      fault({ kind: 'expireSessions' });
      await call(`Session ${kind}`);
      assert.deepEqual(await names('Account', `Session ${kind}`), [`Session ${kind}`]);
    });

    for (const when of ['beforeBody', 'afterBody', 'afterAction', 'midResponse'] as const)
      it(`save nothing twice when the connection breaks (${kind}, ${when})`, async () => {
        const name = `Broken ${kind} ${when}`;
        fault({ kind: 'reset', when });
        await assert.rejects(call(name), refusedWith('network.connectionLost'));
        const isActed = when === 'afterAction' || when === 'midResponse';
        assert.deepEqual(await names('Account', name), isActed ? [name] : []);
      });
  }

  it('are sent again after a lost answer if they only read', async () => {
    fault({ kind: 'reset', when: 'afterAction' });
    const [found] = await composite.request([part.query('q', 'SELECT Id FROM Account')], {}, quiet);
    assert.equal(found.ok, true);
  });

  it('are rejected over their limits before anything is sent', async () => {
    const before = setup.practice.requests.all.length;
    const many = Array.from({ length: 26 }, (_, i) => account(`a${i}`, 'Over'));
    await assert.rejects(composite.request(many, {}, quiet), refusedWith('request.tooManyParts'));
    await assert.rejects(composite.batch(many, {}, quiet), refusedWith('request.tooManyParts'));
    await assert.rejects(
      composite.request([contact('c', 'Moss', 'unknown')], {}, quiet),
      refusedWith('request.unknownReference'),
    );
    const wide = family('Over', ...Array.from({ length: 200 }, () => 'Over'));
    await assert.rejects(composite.tree([wide], quiet), refusedWith('request.tooManyRecords'));
    const graphs = Array.from({ length: 76 }, (_, i) => ({ id: `g${i}`, parts: [account('a', 'Over')] }));
    await assert.rejects(composite.graphs(graphs, quiet), refusedWith('request.tooManyGraphs'));
    assert.equal(setup.practice.requests.all.length, before);
  });

  it('accept as much as Salesforce does: 25 parts, 200 records, 500 nodes', async () => {
    const parts = Array.from({ length: 25 }, (_, i) => account(`a${i}`, `Full ${i}`));
    assert.ok((await composite.request(parts, { allOrNone: true }, quiet)).every(({ ok }) => ok));
    const wide = family('Full', ...Array.from({ length: 199 }, (_, i) => `Full ${i}`));
    assert.ok((await composite.tree([wide], quiet)).every(({ ok }) => ok));
    const graphs = Array.from({ length: 50 }, (_, g) => ({
      id: `g${g}`,
      parts: Array.from({ length: 10 }, (_, i) => account(`a${i}`, 'Node')),
    }));
    assert.ok((await composite.graphs(graphs, quiet)).every(({ ok }) => ok));
    assert.equal((await names('Account', 'Node')).length, 500);
  });
});
