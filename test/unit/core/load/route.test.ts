// The route of a load decides how many API calls it costs and whether the user waits for its end.
import assert from 'node:assert/strict';
import { chooseRoute, type RouteRequest } from '../../../../src/core/load/route';

const auto: RouteRequest = { operation: 'insert', api: 'auto' };

describe('the route of a load', () => {
  for (const [rows, api, wait, calls, reason] of [
    [1, 'rest', true, 1, { code: 'atMost', limit: 1 }],
    [2, 'collections', true, 1, { code: 'atMost', limit: 200 }],
    [200, 'collections', true, 1, { code: 'atMost', limit: 200 }],
    [201, 'bulk', true, undefined, { code: 'moreThan', limit: 200 }],
    [10_000, 'bulk', true, undefined, { code: 'moreThan', limit: 200 }],
    [10_001, 'bulk', false, undefined, { code: 'moreThan', limit: 10_000 }],
  ] as const)
    it(`of ${rows} rows is ${api}${wait ? '' : ', in the background'}`, () => {
      const { calls: counted, ...route } = chooseRoute(rows, auto);
      assert.deepEqual(route, { api, wait, reason: { ...reason, rows } });
      assert.equal(counted, calls);
    });

  it('follows the limits of the user, and counts the calls', () => {
    const routeLimits = { restRows: 3, collectionsRows: 1000, waitRows: 500 };
    const at = (rows: number) => chooseRoute(rows, { ...auto, routeLimits });
    assert.deepEqual(
      [3, 4, 401, 1000, 1001].map((rows) => [at(rows).api, at(rows).calls, at(rows).wait]),
      [
        ['rest', 3, true],
        ['collections', 1, true],
        ['collections', 3, true],
        ['collections', 5, false],
        ['bulk', undefined, false],
      ],
    );
  });

  it('is the one that was chosen, whatever the number of rows', () => {
    for (const api of ['rest', 'collections', 'bulk'] as const)
      assert.deepEqual(chooseRoute(50_000, { ...auto, api }).reason, { code: 'chosen', rows: 50_000 }, api);
  });

  it('is a bulk job where none was chosen', () => {
    assert.equal(chooseRoute(1, { operation: 'insert' }).api, 'bulk');
  });

  it('is a bulk job where no other API can do it, even if another one was chosen', () => {
    const hard = chooseRoute(5, { operation: 'hardDelete', api: 'collections' });
    const byId = chooseRoute(5, { operation: 'upsert', externalIdField: 'ID', api: 'auto' });
    assert.deepEqual(
      [hard, byId].map(({ api, reason }) => [api, reason.code]),
      [
        ['bulk', 'hardDelete'],
        ['bulk', 'upsertById'],
      ],
    );
  });
});
