// Batches, graphs and trees: what is sent, and the outcome of each part.
import { strict as assert } from 'node:assert';
import { part, type Graph, type TreeRecord } from '../../../../src/core/composite/composite';
import { quietTask } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { inOrder } from '../../../fakes/fakeTransport';
import { compositeOf, entry, refusal, refusedWith, rolledBack, version } from './fixture';

const task = quietTask();
const id = '001B000000UnQ2vIAF';
const saved = { id, success: true, errors: [] };
const create = (ref: string) => part.create(ref, 'Account', { Name: ref });
const missing = refusal('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']);

describe('a batch', () => {
  it('is sent with URLs after /services/data, and its results are read in order', async () => {
    const { composite, sent } = compositeOf(
      inOrder({
        body: {
          hasErrors: true,
          results: [
            { statusCode: 200, result: { DailyApiRequests: {} } },
            { statusCode: 400, result: missing },
            { statusCode: 412, result: refusal('BATCH_PROCESSING_HALTED') },
          ],
        },
      }),
    );
    const parts = [part.call('limits', { method: 'GET', path: '/limits' }), create('a'), create('b')] as const;
    const [limits, a, b] = await composite.batch(parts, { haltOnError: true }, task);
    assert.deepEqual(sent(), {
      haltOnError: true,
      batchRequests: [
        { method: 'GET', url: 'v66.0/limits' },
        { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'a' } },
        { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'b' } },
      ],
    });
    assert.deepEqual(limits, { ref: 'limits', ok: true, value: { DailyApiRequests: {} } });
    assert.ok(!a.ok && a.undone === undefined && !b.ok && b.undone === 'notRun');
    assert.deepEqual([a.errors[0]?.code, b.because], ['REQUIRED_FIELD_MISSING', 'a']);
  });

  it('sends text that looks like a reference as it is', async () => {
    const { composite, sent } = compositeOf(inOrder({ body: { results: [{ statusCode: 201, result: saved }] } }));
    const [made] = await composite.batch([part.create('a', 'Account', { Name: '@{x.id}' })], {}, task);
    assert.equal(made.ok, true);
    assert.match(JSON.stringify(sent()), /"Name":"@\{x\.id\}"/);
  });

  it('is not sent again when Salesforce may have processed it', async () => {
    const { composite, transport } = compositeOf(() => {
      throw new NoAnswerError('timeout', 'maybe');
    });
    await assert.rejects(composite.batch([create('a')], {}, task), refusedWith('network.timeout'));
    assert.equal(transport.sent.length, 1);
  });
});

describe('graphs', () => {
  const graph = (graphId: string, isSuccessful: boolean, ...compositeResponse: readonly unknown[]) => ({
    graphId,
    isSuccessful,
    graphResponse: { compositeResponse },
  });

  it('have separate outcomes, in any order of the answers', async () => {
    const { composite, transport, sent } = compositeOf(
      inOrder({
        body: {
          graphs: [
            graph('bad', false, entry('b', 400, rolledBack), entry('a', 400, missing)),
            graph('good', true, entry('a', 201, saved), entry('b', 204, null)),
          ],
        },
      }),
    );
    const [good, bad] = await composite.graphs(
      [
        { id: 'good', parts: [create('a'), part.update('b', { object: 'Account', id: part.idOf('a') }, {})] },
        { id: 'bad', parts: [create('a'), create('b')] },
      ],
      task,
    );
    assert.equal(transport.sent[0]?.url.pathname, `${version}/composite/graph`);
    assert.deepEqual(
      (sent()['graphs'] as { graphId: string; compositeRequest: unknown[] }[]).map((one) => [
        one.graphId,
        one.compositeRequest[0],
      ]),
      ['good', 'bad'].map((name) => [
        name,
        { method: 'POST', url: `${version}/sobjects/Account`, referenceId: 'a', body: { Name: 'a' } },
      ]),
    );
    const [made, changed] = good.parts;
    assert.ok(good.ok && made.ok && changed.ok);
    assert.equal(made.value.id, id);
    const [own, other] = bad.parts;
    assert.ok(!bad.ok && !own.ok && !other.ok);
    assert.deepEqual([own.undone, other.undone, 'because' in other && other.because], [undefined, 'rolledBack', 'a']);
  });

  it('that Salesforce did not run name none of their own parts as the cause', async () => {
    const halted = refusal('PROCESSING_HALTED', 'Too many graphs failed.');
    const { composite } = compositeOf(inOrder({ body: { graphs: [graph('g', false, entry('a', 400, halted))] } }));
    const [outcome] = await composite.graphs([{ id: 'g', parts: [create('a')] }], task);
    const [a] = outcome.parts;
    assert.ok(!a.ok && a.undone === 'notRun');
    assert.equal(a.because, undefined);
  });

  it('are sent again after a lost response only when they change nothing twice', async () => {
    const attempts = async (graph: Graph): Promise<number> => {
      const fixture = compositeOf(() => {
        throw new NoAnswerError('reset', 'maybe');
      });
      await assert.rejects(fixture.composite.graphs([graph], task), refusedWith('network.connectionLost'));
      return fixture.transport.sent.length;
    };
    assert.equal(await attempts({ id: 'g', parts: [create('a')] }), 1);
    assert.equal(await attempts({ id: 'g', parts: [part.read('a', { object: 'Account', id })] }), 6);
  });
});

describe('a tree', () => {
  const tree: readonly TreeRecord[] = [
    {
      ref: 'acme',
      object: 'Account',
      fields: { Name: 'Acme' },
      children: {
        Contacts: [{ ref: 'moss', object: 'Contact', fields: { LastName: 'Moss' } }],
        Opportunities: [{ ref: 'deal', object: 'Opportunity', fields: { Name: 'Deal' } }],
      },
    },
    { ref: 'solo', object: 'Account', fields: { Name: 'Solo' } },
  ];

  it('is sent with its children nested, and gives the id of each record', async () => {
    const { composite, transport, sent } = compositeOf(
      inOrder({
        status: 201,
        body: {
          hasErrors: false,
          results: ['acme', 'solo', 'moss', 'deal'].map((referenceId) => ({ referenceId, id: `id of ${referenceId}` })),
        },
      }),
    );
    const outcomes = await composite.tree(tree, task);
    assert.equal(transport.sent[0]?.url.pathname, `${version}/composite/tree/Account`);
    assert.deepEqual(sent()['records'], [
      {
        attributes: { type: 'Account', referenceId: 'acme' },
        Name: 'Acme',
        Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'moss' }, LastName: 'Moss' }] },
        Opportunities: { records: [{ attributes: { type: 'Opportunity', referenceId: 'deal' }, Name: 'Deal' }] },
      },
      { attributes: { type: 'Account', referenceId: 'solo' }, Name: 'Solo' },
    ]);
    assert.deepEqual(
      outcomes.map((one) => one.ok && [one.ref, one.value.id]),
      ['acme', 'moss', 'deal', 'solo'].map((ref) => [ref, `id of ${ref}`]),
    );
  });

  it('that fails names the failed records, and lists the others as rolled back', async () => {
    const errors = [{ statusCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid', fields: ['Email'] }];
    const body = { hasErrors: true, results: [{ referenceId: 'moss', errors }] };
    const { composite, transport } = compositeOf(inOrder({ status: 400, body }));
    const outcomes = await composite.tree(tree, task);
    assert.equal(transport.sent.length, 1);
    assert.deepEqual(
      outcomes.map((one) => (one.ok ? 'ok' : (one.undone ?? one.errors[0]?.code))),
      ['rolledBack', 'INVALID_EMAIL_ADDRESS', 'rolledBack', 'rolledBack'],
    );
    assert.ok(outcomes.every((one) => !one.ok && (one.undone === undefined || one.because === 'moss')));
  });

  it('that Salesforce cannot read at all is an error', async () => {
    const { composite } = compositeOf(inOrder({ status: 400, body: refusal('JSON_PARSER_ERROR', 'No JSON.') }));
    await assert.rejects(composite.tree(tree, task), refusedWith('request.refused', { message: 'No JSON.' }));
  });

  it('is never sent twice', async () => {
    const { composite, transport } = compositeOf(() => {
      throw new NoAnswerError('reset', 'maybe');
    });
    await assert.rejects(composite.tree(tree, task), refusedWith('network.connectionLost'));
    assert.equal(transport.sent.length, 1);
  });
});
