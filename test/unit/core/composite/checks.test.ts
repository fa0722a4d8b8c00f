// Mistakes in a request with several parts are reported before anything is sent.
import { strict as assert } from 'node:assert';
import { part, type Graph, type Part, type TreeRecord } from '../../../../src/core/composite/composite';
import { quietTask } from '../../../../src/core/kernel/task';
import { compositeOf, noAnswer, refusedWith } from './fixture';

const task = quietTask();
const { composite } = compositeOf(noAnswer);
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const create = (ref: string, fields = {}) => part.create(ref, 'Account', fields);
const record = (ref: string, object = 'Account', children: TreeRecord['children'] = {}): TreeRecord => ({
  ref,
  object,
  fields: {},
  children,
});

describe('before it is sent, a composite request', () => {
  const refused = (parts: readonly Part[], code: string, details = {}): Promise<void> =>
    assert.rejects(composite.request(parts, {}, task), refusedWith(code, details));

  it('needs between one and 25 parts, and no more than five queries and collections', async () => {
    await refused([], 'request.noParts');
    await refused(
      many(26, (i) => create(`a${i}`)),
      'request.tooManyParts',
      { found: 26, limit: 25 },
    );
    const mixed = [
      ...many(5, (i) => part.query(`q${i}`, 'SELECT Id FROM Account')),
      part.call('all', { method: 'POST', path: '/composite/sobjects', body: {} }),
    ];
    await refused(mixed, 'request.tooManyQueries', { found: 6, limit: 5 });
  });

  it('needs names that are valid and unique', async () => {
    for (const name of ['', 'a-b', '_a', 'a.b', 'ä', 'x'.repeat(40)])
      await refused([create(name)], 'request.badName', { name });
    await refused([create('twin'), create('twin')], 'request.duplicateName', { name: 'twin' });
  });

  it('refers only to earlier parts', async () => {
    const child = create('child', { ParentId: part.idOf('parent') });
    await refused([child, create('parent')], 'request.laterReference', { part: 'child', name: 'parent' });
    await refused([child], 'request.unknownReference', { part: 'child', name: 'parent' });
    await refused([create('self', { ParentId: part.idOf('self') })], 'request.laterReference');
    const deep = create('a', { Owner: { Ext__c: '@{missing.id}' } });
    await refused([deep], 'request.unknownReference', { name: 'missing' });
    await refused([part.read('r', { object: 'Account', id: '@{x[0].id}' })], 'request.unknownReference', { name: 'x' });
  });

  it('has no empty segments in its URLs', async () => {
    for (const id of ['', '.', '..']) await refused([part.delete('d', { object: 'Account', id })], 'input.badArgument');
    await refused([part.call('c', { method: 'GET', path: 'limits' })], 'input.badArgument');
  });
});

describe('before it is sent, a batch', () => {
  it('needs between one and 25 parts without references to each other', async () => {
    const refused = (parts: readonly Part[], code: string): Promise<void> =>
      assert.rejects(composite.batch(parts, {}, task), refusedWith(code));
    await refused([], 'request.noParts');
    await refused(
      many(26, (i) => create(`a${i}`)),
      'request.tooManyParts',
    );
    await refused([create('a'), create('a')], 'request.duplicateName');
    await refused([create('a'), create('b', { ParentId: part.idOf('a') })], 'request.noReferences');
  });
});

describe('before they are sent, graphs', () => {
  const refused = (graphs: readonly Graph[], code: string, details = {}): Promise<void> =>
    assert.rejects(composite.graphs(graphs, task), refusedWith(code, details));

  it('are no more than 75 with 500 parts, none of them empty', async () => {
    await refused([], 'request.noParts');
    await refused([{ id: 'a', parts: [] }], 'request.noParts');
    await refused(
      [
        { id: 'a', parts: [create('x')] },
        { id: 'b', parts: [] },
      ],
      'request.noParts',
    );
    await refused(
      many(76, (i) => ({ id: `g${i}`, parts: [create('a')] })),
      'request.tooManyGraphs',
      { found: 76, limit: 75 },
    );
    await refused([{ id: 'a', parts: many(501, (i) => create(`a${i}`)) }], 'request.tooManyParts', { limit: 500 });
  });

  it('have unique names, and so do their parts within each graph', async () => {
    await refused([{ id: 'a.b', parts: [create('x')] }], 'request.badName');
    await refused(
      [
        { id: 'a', parts: [create('x')] },
        { id: 'a', parts: [create('x')] },
      ],
      'request.duplicateName',
    );
    await refused([{ id: 'a', parts: [create('x'), create('x')] }], 'request.duplicateName', { name: 'x' });
  });

  it('do not refer to each other', async () => {
    const graphs = [
      { id: 'one', parts: [create('parent')] },
      { id: 'two', parts: [create('child', { ParentId: part.idOf('parent') })] },
    ];
    await refused(graphs, 'request.unknownReference', { part: 'child', name: 'parent' });
  });

  it('are at most 15 levels deep and of at most 15 kinds', async () => {
    const chain = many(16, (i) => create(`a${i}`, i === 0 ? {} : { ParentId: part.idOf(`a${i - 1}`) }));
    await refused([{ id: 'a', parts: chain }], 'request.tooDeep', { name: 'a15', found: 16, limit: 15 });
    const kinds = many(16, (i) => part.create(`a${i}`, `Object${i}__c`, {}));
    await refused([{ id: 'a', parts: kinds }], 'request.tooManyKinds', { found: 16, limit: 15 });
  });

  it('contain only single records', async () => {
    const query = part.query('q', 'SELECT Id FROM Account') as unknown as Graph['parts'][number];
    await refused([{ id: 'a', parts: [query] }], 'request.notInGraph', { part: 'q' });
  });
});

describe('before it is sent, a tree', () => {
  const refused = (roots: readonly TreeRecord[], code: string, details = {}): Promise<void> =>
    assert.rejects(composite.tree(roots, task), refusedWith(code, details));

  it('has at most 200 records in all', async () => {
    await refused([], 'request.noParts');
    const children = { Contacts: many(100, (i) => record(`c${i}`, 'Contact')) };
    const roots = [record('p', 'Account', children), ...many(100, (i) => record(`r${i}`))];
    await refused(roots, 'request.tooManyRecords', { found: 201, limit: 200 });
  });

  it('is at most five levels deep, and no record is within itself', async () => {
    const nest = (level: number): TreeRecord =>
      record(`l${level}`, 'Account', level === 6 ? {} : { ChildAccounts: [nest(level + 1)] });
    await refused([nest(1)], 'request.tooDeep', { name: 'l6', found: 6, limit: 5 });
    const children: TreeRecord[] = [];
    const ring = record('ring', 'Account', { ChildAccounts: children });
    children.push(ring);
    await refused([ring], 'request.circularTree', { name: 'ring' });
  });

  it('has one object at the top level and at most five in all', async () => {
    const details = { name: 'b', object: 'Contact', expected: 'Account' };
    await refused([record('a'), record('b', 'Contact')], 'request.mixedRoots', details);
    const kinds = Object.fromEntries(many(5, (i) => [`Kind${i}`, [record(`k${i}`, `Kind${i}__c`)]]));
    await refused([record('a', 'Account', kinds)], 'request.tooManyKinds', { found: 6, limit: 5 });
  });

  it('needs a unique name for each record', async () => {
    await refused([record('a'), record('a')], 'request.duplicateName');
    await refused([record('a', 'Account', { Contacts: [record('not a name', 'Contact')] })], 'request.badName');
  });
});
