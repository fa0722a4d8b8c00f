// Composite requests: what is sent, and the outcome of each part.
import { strict as assert } from 'node:assert';
import { part, type Part } from '../../../../src/core/composite/composite';
import { quietTask } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { inOrder } from '../../../fakes/fakeTransport';
import { compositeOf, entry, noValue, refusal, refusedWith, rolledBack, version } from './fixture';

const task = quietTask();
const id = '001B000000UnQ2vIAF';
const saved = { id, success: true, errors: [] };
const answer = (...entries: readonly unknown[]) => inOrder({ body: { compositeResponse: entries } });
const create = (ref: string, fields = {}) => part.create(ref, 'Account', { Name: 'A', ...fields });
const missing = refusal('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']);

describe('a composite request', () => {
  it('is sent as Salesforce expects it, with references unchanged and everything else encoded', async () => {
    const { composite, transport, sent } = compositeOf(
      answer(
        entry('found', 200, { totalSize: 0, records: [], done: true }),
        entry('acme', 200, { ...saved, created: false }),
        entry('moss', 201, saved),
        entry('look', 200, { attributes: {}, LastName: 'Moss' }),
        entry('change', 204, null),
        entry('gone', 204, null),
        entry('about', 200, { name: 'Account' }),
      ),
    );
    await composite.request(
      [
        part.query('found', "SELECT Id FROM Account WHERE Name = 'A&B + C'", true),
        part.upsert('acme', { object: 'Account', field: 'Ext__c', value: 'a/b ü' }, { ext__C: 'a/b ü', Name: 'A' }),
        part.create('moss', 'Contact', { LastName: 'Moss', AccountId: part.idOf('acme') }),
        part.read('look', { object: 'Contact', id: part.idOf('moss') }, ['LastName']),
        part.update('change', { object: 'Account', id: part.valueOf('found', 'records[0].Id') }, { Site: null }),
        part.delete('gone', { object: 'Contact', id: part.idOf('moss') }),
        part.call('about', { method: 'GET', path: '/sobjects/Account/describe' }),
      ],
      { allOrNone: true },
      task,
    );
    assert.equal(transport.sent[0]?.url.pathname, `${version}/composite`);
    const { compositeRequest, ...options } = sent();
    assert.deepEqual(options, { allOrNone: true, collateSubrequests: false });
    assert.deepEqual(compositeRequest, [
      {
        method: 'GET',
        url: `${version}/queryAll?q=SELECT%20Id%20FROM%20Account%20WHERE%20Name%20%3D%20'A%26B%20%2B%20C'`,
        referenceId: 'found',
      },
      {
        method: 'PATCH',
        url: `${version}/sobjects/Account/Ext__c/a%2Fb%20%C3%BC`,
        referenceId: 'acme',
        body: { Name: 'A' },
      },
      {
        method: 'POST',
        url: `${version}/sobjects/Contact`,
        referenceId: 'moss',
        body: { LastName: 'Moss', AccountId: '@{acme.id}' },
      },
      { method: 'GET', url: `${version}/sobjects/Contact/@{moss.id}?fields=LastName`, referenceId: 'look' },
      {
        method: 'PATCH',
        url: `${version}/sobjects/Account/@{found.records[0].Id}`,
        referenceId: 'change',
        body: { Site: null },
      },
      { method: 'DELETE', url: `${version}/sobjects/Contact/@{moss.id}`, referenceId: 'gone' },
      { method: 'GET', url: `${version}/sobjects/Account/describe`, referenceId: 'about' },
    ]);
  });

  it('gives each part’s value in its own type, in any order of the answers', async () => {
    const row = { attributes: { type: 'Contact' }, LastName: 'M', Account: { attributes: {}, Name: 'A' } };
    const { composite } = compositeOf(
      answer(
        entry('rows', 200, { totalSize: 3, done: false, records: [row], nextRecordsUrl: '/next' }),
        entry('b', 201, { ...saved, created: true }),
        entry('one', 200, row),
        entry('a', 201, saved),
        entry('off', 204, null),
      ),
    );
    const [a, b, one, rows, off] = await composite.request(
      [
        create('a'),
        part.upsert('b', { object: 'Account', field: 'E__c', value: '1' }, {}),
        part.read('one', { object: 'Contact', id: '003' }),
        part.query('rows', 'SELECT Id FROM Contact'),
        part.delete('off', { object: 'Contact', id: '003' }),
      ],
      { anyOrder: true },
      task,
    );
    assert.ok(a.ok && b.ok && one.ok && rows.ok && off.ok);
    // The types of the values are checked by the compiler here.
    const values: [string, boolean, number, string | undefined] = [
      a.value.id,
      b.value.created,
      rows.value.total,
      rows.value.next,
    ];
    assert.deepEqual(values, [id, true, 3, '/next']);
    assert.deepEqual(one.value, { LastName: 'M', Account: { Name: 'A' } });
    assert.deepEqual(rows.value.rows, [one.value]);
    assert.equal(off.value, undefined);
  });

  it('keeps what succeeded without all-or-none, and says which parts referred to the failed one', async () => {
    const { composite } = compositeOf(
      answer(
        entry('good', 201, saved),
        entry('bad', 400, missing),
        entry('child', 400, noValue('bad.id')),
        entry('grandchild', 400, noValue('child.id')),
      ),
    );
    const [good, bad, child, grandchild] = await composite.request(
      [create('good'), create('bad'), create('child', { P: '@{bad.id}' }), create('grandchild', { P: '@{child.id}' })],
      {},
      task,
    );
    assert.deepEqual(good, { ref: 'good', ok: true, value: { id } });
    assert.deepEqual(bad, {
      ref: 'bad',
      ok: false,
      errors: [{ code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }],
    });
    assert.ok(!child.ok && !grandchild.ok);
    assert.deepEqual([child.undone, 'because' in child && child.because], ['notRun', 'bad']);
    assert.deepEqual([grandchild.undone, 'because' in grandchild && grandchild.because], ['notRun', 'bad']);
  });

  it('reports a reference to a missing value as the part’s own error', async () => {
    const none = { totalSize: 0, done: true, records: [] };
    const query = part.query('found', 'SELECT Id FROM Account');
    const child = create('child', { P: '@{found.records[0].Id}' });
    for (const allOrNone of [false, true]) {
      const { composite } = compositeOf(
        answer(
          allOrNone ? entry('found', 400, rolledBack) : entry('found', 200, none),
          entry('child', 400, noValue('found.records[0].Id')),
        ),
      );
      const [found, failed] = await composite.request([query, child], { allOrNone }, task);
      assert.ok(!failed.ok && failed.undone === undefined);
      assert.match(failed.errors[0]?.message ?? '', /No value for found/);
      assert.equal(found.ok, !allOrNone);
    }
  });

  it('names the failed part in all parts that were rolled back with it', async () => {
    const { composite } = compositeOf(
      answer(entry('a', 400, rolledBack), entry('b', 400, missing), entry('c', 400, rolledBack)),
    );
    const outcomes = await composite.request([create('a'), create('b'), create('c')], { allOrNone: true }, task);
    const blamed = outcomes.map((one) =>
      one.ok ? 'ok' : one.undone ? `${one.undone} because of ${one.because}` : 'failed',
    );
    assert.deepEqual(blamed, ['rolledBack because of b', 'failed', 'rolledBack because of b']);
  });

  it('lists a collection as rolled back even if Salesforce answers that it was saved', async () => {
    const records = [
      { id, success: true, errors: [] },
      { success: false, errors: [{ statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these?', fields: [] }] },
    ];
    const { composite } = compositeOf(answer(entry('many', 200, records), entry('one', 400, rolledBack)));
    const [many, one] = await composite.request(
      [part.call('many', { method: 'POST', path: '/composite/sobjects', body: { records: [] } }), create('one')],
      { allOrNone: true },
      task,
    );
    assert.ok(!many.ok && many.undone === undefined && !one.ok && one.undone === 'rolledBack');
    assert.equal(many.errors[0]?.code, 'DUPLICATES_DETECTED');
    assert.equal(one.because, 'many');
  });

  it('keeps a partly saved collection without all-or-none', async () => {
    const records = [
      { id, success: true, errors: [] },
      { success: false, errors: [] },
    ];
    const { composite } = compositeOf(answer(entry('many', 200, records)));
    const call = { method: 'POST', path: '/composite/sobjects', body: {} } as const;
    const [many] = await composite.request([part.call('many', call)], {}, task);
    assert.deepEqual(many, { ref: 'many', ok: true, value: records });
  });

  it('throws when it is refused as a whole, even if Salesforce answers with a list of parts', async () => {
    const whole = { compositeResponse: [entry(null, 400, refusal('LIMIT_EXCEEDED', 'Too much.'))] };
    const parts = [create('a')];
    for (const status of [200, 400]) {
      const { composite } = compositeOf(inOrder({ status, body: whole }));
      const details = { errorCode: 'LIMIT_EXCEEDED', message: 'Too much.' };
      await assert.rejects(composite.request(parts, {}, task), refusedWith('request.refused', details));
    }
    const { composite } = compositeOf(inOrder({ status: 400, body: refusal('JSON_PARSER_ERROR') }));
    await assert.rejects(composite.request(parts, {}, task), refusedWith('request.refused'));
  });

  it('throws when an answer has no entry for a part', async () => {
    const { composite } = compositeOf(answer(entry('a', 201, saved)));
    await assert.rejects(composite.request([create('a'), create('b')], {}, task), refusedWith('server.unexpected'));
  });

  it('is sent again after a lost response only when that changes nothing twice', async () => {
    const lost = new NoAnswerError('reset', 'maybe');
    const read = part.read('a', { object: 'Account', id });
    const attempts = async (...parts: readonly Part[]): Promise<number> => {
      const fixture = compositeOf(() => {
        throw lost;
      });
      await assert.rejects(fixture.composite.request(parts, {}, task), refusedWith('network.connectionLost'));
      return fixture.transport.sent.length;
    };
    const update = part.update('b', { object: 'Account', id }, { Site: 'x' });
    assert.equal(await attempts(read, update), 6);
    assert.equal(await attempts(read, create('c')), 1);
    assert.equal(await attempts(part.delete('d', { object: 'Account', id })), 1);
    assert.equal(await attempts(part.call('e', { method: 'POST', path: '/composite/sobjects' })), 1);
  });

  it('waits for the ten minutes that Salesforce may take', async () => {
    const { composite, transport } = compositeOf(answer(entry('a', 201, saved)));
    await composite.request([create('a')], {}, task);
    assert.ok((transport.sent[0]?.idleTimeoutMs ?? 0) > 600_000);
  });
});
