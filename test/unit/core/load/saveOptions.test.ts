// Which option Salesforce can be told for a load, and the error for every other choice.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toSalesforceError } from '../../../../src/core/errors/salesforceError';
import { chooseRoute } from '../../../../src/core/load/route';
import { checkSaveOptions, offersOption } from '../../../../src/core/load/saveOptions';
import type { LoadSpec } from '../../../../src/core/model/load';
import type { SaveOptions } from '../../../../src/core/model/saveOptions';

type Spec = Pick<LoadSpec, 'operation' | 'object' | 'externalIdField' | 'save' | 'api'>;

const errorOf = (save: SaveOptions, spec: Partial<Spec> = {}): string | undefined => {
  try {
    checkSaveOptions({ operation: 'insert', object: 'Lead', api: 'auto', save, ...spec });
    return undefined;
  } catch (error) {
    return toSalesforceError(error).code;
  }
};

describe('options for saving', () => {
  const refused: readonly (readonly [what: string, save: SaveOptions, spec: Partial<Spec>, code: string])[] = [
    ['update only, for an insert', { updateOnly: true }, {}, 'input.optionOfOtherOperation'],
    [
      'allowed duplicates, for a deletion',
      { duplicates: 'allow' },
      { operation: 'delete' },
      'input.optionOfOtherOperation',
    ],
    [
      'all or none, for a hard delete',
      { allOrNone: true },
      { operation: 'hardDelete' },
      'input.optionOfOtherOperation',
    ],
    ['serial calls, over the Bulk API', { serial: true }, { api: 'bulk' }, 'input.optionOfOtherApi'],
    ['small calls, over REST', { recordsPerCall: 5 }, { api: 'rest' }, 'input.optionOfOtherApi'],
    ['all or none, over REST', { allOrNone: true }, { api: 'rest' }, 'input.optionOfOtherApi'],
    [
      'update only and all or none',
      { updateOnly: true, allOrNone: true },
      { operation: 'upsert', externalIdField: 'E__c' },
      'input.optionsTogether',
    ],
    [
      'allowed duplicates, for an upsert by Id',
      { duplicates: 'allow' },
      { operation: 'upsert', externalIdField: 'Id' },
      'input.optionsTogether',
    ],
    [
      'an assignment rule of another object',
      { assignmentRule: 'active' },
      { object: 'Account' },
      'input.noAssignmentRules',
    ],
    ['an assignment rule that is no id', { assignmentRule: 'mine' }, {}, 'input.badAssignmentRule'],
    ['no records per call', { recordsPerCall: 0 }, {}, 'input.badRecordsPerCall'],
    ['201 records per call', { recordsPerCall: 201 }, {}, 'input.badRecordsPerCall'],
  ];
  for (const [what, save, spec, code] of refused) it(`reject ${what}`, () => assert.equal(errorOf(save, spec), code));

  it('accept what an API can be told, and options that are off', () => {
    const rule = '01Q000000000001AAA';
    assert.equal(errorOf({ assignmentRule: rule, duplicates: 'allow', allOrNone: true, recordsPerCall: 1 }), undefined);
    assert.equal(errorOf({ assignmentRule: 'active' }, { api: 'bulk' }), undefined);
    assert.equal(
      errorOf({ allOrNone: false, serial: false, updateOnly: false }, { operation: 'hardDelete' }),
      undefined,
    );
    assert.equal(errorOf({ allOrNone: true, recordsPerCall: 9 }, { operation: 'undelete' }), undefined);
  });

  it('are offered only where some API of the choice can be told', () => {
    const load = { operation: 'insert', object: 'Lead' } as const;
    assert.equal(offersOption('assignmentRule', load), true);
    assert.equal(offersOption('assignmentRule', { ...load, object: 'Account' }), false);
    assert.equal(offersOption('allOrNone', { ...load, api: 'bulk' }), false);
    assert.equal(offersOption('updateOnly', load), false);
    assert.equal(offersOption('allOrNone', { ...load, operation: 'undelete', api: 'bulk' }), true);
    assert.equal(offersOption('allOrNone', { ...load, operation: 'hardDelete' }), false);
  });
});

describe('the route of a load with options for saving', () => {
  const operations = ['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete'] as const;
  const save = fc.record<SaveOptions>(
    {
      assignmentRule: fc.constant('active'),
      duplicates: fc.constant('allow' as const),
      duplicatesAsCurrentUser: fc.boolean(),
      allOrNone: fc.boolean(),
      updateOnly: fc.boolean(),
      recordsPerCall: fc.integer({ min: 1, max: 200 }),
      serial: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const request = fc.record({
    operation: fc.constantFrom(...operations),
    externalIdField: fc.constantFrom('E__c', 'Id'),
    object: fc.constantFrom('Lead', 'Account'),
    api: fc.constantFrom('auto' as const, 'rest' as const, 'collections' as const, 'bulk' as const),
    save,
  });

  it('is one whose API can be told every option that was accepted', () => {
    fc.assert(
      fc.property(request, fc.integer({ min: 1, max: 50_000 }), (load, rows) => {
        fc.pre(errorOf(load.save, load) === undefined);
        const { api } = chooseRoute(rows, load);
        const only = load.operation === 'hardDelete' || load.operation === 'undelete' || api === load.api;
        assert.ok(only || load.api === 'auto' || (load.operation === 'upsert' && load.externalIdField === 'Id'));
        if (api === 'soap') return;
        assert.equal(errorOf(load.save, { ...load, api }), undefined, api);
      }),
    );
  });

  it('counts the calls of small batches, and one call per row for updates only', () => {
    const auto = { operation: 'upsert', externalIdField: 'E__c', api: 'auto' } as const;
    assert.deepEqual(chooseRoute(1000, { ...auto, save: { recordsPerCall: 7 } }), {
      api: 'collections',
      wait: true,
      reason: { code: 'saveOption', option: 'recordsPerCall', rows: 1000 },
      calls: 143,
    });
    const { api, calls, reason } = chooseRoute(1000, { ...auto, save: { updateOnly: true } });
    assert.deepEqual([api, calls, reason.option], ['rest', 1000, 'updateOnly']);
  });

  it('stays the Bulk API for an assignment rule, and is automatic where no API was named', () => {
    assert.equal(chooseRoute(1000, { operation: 'insert', save: { assignmentRule: 'active' } }).api, 'bulk');
    assert.equal(chooseRoute(1000, { operation: 'insert', save: { allOrNone: true } }).api, 'collections');
  });
});
