// An operation that only the Bulk API has is not advised to use another one.
import assert from 'node:assert/strict';
import { planLoad } from '../../../../src/core/load/plan';
import { quietTask } from '../../../../src/core/kernel/task';
import type { LoadSpec } from '../../../../src/core/model/load';
import { createSha256 } from '../../../../src/node/sha256';
import { answerLookup } from '../../../fakes/noLookups';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const id = '001000000000001AAA';
const plan = (text: string, spec: Partial<LoadSpec>) => {
  const files = createMemoryFiles({ 'a.csv': text }, 9);
  const whole = { kind: 'load', orgId: 'o', file: 'a.csv', object: 'Account', operation: 'upsert', ...spec } as const;
  return planLoad(whole, { files, folder: 'job', sha256: createSha256, answerLookup }, quietTask());
};

describe('the error of a file that the Bulk API cannot take', () => {
  const mixed = `Id,Name\n${id},"a\nb"\n${id},"a\r\nb"\n`;
  const withNa = `Id,Name\n${id},#N/A\n`;

  for (const api of ['bulk', 'auto', 'collections'] as const) {
    it(`says that an upsert by Id cannot store #N/A as text, with ${api}`, () =>
      assert.rejects(plan(withNa, { api, externalIdField: 'Id', naCells: 'text' }), { code: 'input.naAsTextInBulk' }));

    it(`asks for one kind of line break in an upsert by Id, with ${api}`, () =>
      assert.rejects(plan(mixed, { api, externalIdField: 'Id' }), { code: 'input.mixedLineEndingsInBulk' }));
  }

  it('advises collections for operations that these have', async () => {
    const update = { operation: 'update', api: 'bulk' } as const;
    await assert.rejects(plan(withNa, { ...update, naCells: 'text' }), { code: 'input.naAsText' });
    await assert.rejects(plan(mixed, update), { code: 'input.mixedLineEndings' });
  });
});
