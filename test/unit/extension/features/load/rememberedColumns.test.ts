// What was accepted for columns is remembered, and can be loaded again at once.
import assert from 'node:assert/strict';
import { accepted, draft } from './mappingQuestion';
import { needsTimeZone, toSpec, type Draft } from '../../../../../src/extension/features/load/draft';
import { guessDraft } from '../../../../../src/extension/features/load/guessDraft';
import { createRememberedColumns } from '../../../../../src/extension/features/load/rememberedColumns';
import { toRemembered } from '../../../../../src/extension/features/load/columns';

function remember(): ReturnType<typeof createRememberedColumns> {
  const stored = new Map<string, unknown>();
  return createRememberedColumns({
    get: <T>(key: string, otherwise?: T) => (stored.get(key) ?? otherwise) as T,
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
  });
}

describe('remembered columns', () => {
  it('keep what was accepted for an object, the latest answer for each column', async () => {
    const remembered = remember();
    await remembered.remember('Account', toRemembered((await accepted(draft)).columns));
    await remembered.remember('Account', [{ column: 'rev.', mapped: { field: 'AnnualRevenue', steps: [] } }]);
    assert.deepEqual(remembered.of('Account'), [
      { column: 'rev.', mapped: { field: 'AnnualRevenue', steps: [] } },
      { column: 'Account Name', mapped: { field: 'Name', steps: [] } },
      { column: 'Phone Number', mapped: { field: 'Phone', steps: [] } },
    ]);
    assert.deepEqual(remembered.of('Contact'), []);
    assert.equal(remembered.timeZoneOf('Account'), undefined);
  });

  it('keep the time zone of times, so that the same columns can be loaded again at once', async () => {
    const remembered = remember();
    const steps = [{ kind: 'dateTime', format: 'dd/MM/yyyy HH:mm' }] as const;
    const mapped = { field: 'Last_Call__c', steps };
    const { inspection, ...basis } = draft;
    const file = { ...basis, inspection: { ...inspection, columns: ['Called'], preview: [['03/04/2024 10:00']] } };
    const again = (): Promise<Draft> =>
      guessDraft(file, remembered, (source) => {
        const [entry] = source.remembered?.('Account') ?? [];
        const called = { column: 'Called', confidence: 'certain', reason: 'remembered', steps: [] } as const;
        const guessed = { object: 'Account', objectReason: 'columns', operation: 'insert', keys: [] } as const;
        return Promise.resolve({ ...guessed, columns: [{ ...called, ...entry?.mapped }] });
      });
    await remembered.remember('Account', [{ column: 'Called', mapped }]);
    assert.ok(needsTimeZone(await again()));
    await remembered.remember('Account', [{ column: 'Called', mapped }], 'Europe/Berlin');
    await remembered.remember('Account', [{ column: 'Name', mapped: { field: 'Name', steps: [] } }]);
    await remembered.remember('Account', [{ column: 'Called', mapped }]);
    const next = await again();
    assert.ok(!needsTimeZone(next));
    assert.equal(toSpec(next, 'Account', 1).mapping?.timeZone, 'Europe/Berlin');
  });
});
