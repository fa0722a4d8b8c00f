// The contract of every SecretStore, run against the fake and the one in memory.
import { strict as assert } from 'node:assert';
import { createProcessSecrets } from '../../../src/node/processSecrets';
import { createMemorySecrets } from '../../fakes/memorySecrets';

for (const [name, create] of [
  ['in memory', createMemorySecrets],
  ['of the process', createProcessSecrets],
] as const)
  describe(`SecretStore contract: ${name}`, () => {
    it('returns the last value of a key', async () => {
      const secrets = create();
      await secrets.set('a', '1');
      await secrets.set('a', '2');
      await secrets.set('b', '');
      assert.equal(await secrets.get('a'), '2');
      assert.equal(await secrets.get('b'), '');
    });

    it('has no value for unknown and deleted keys', async () => {
      const secrets = create();
      await secrets.set('a', '1');
      await secrets.delete('a');
      await secrets.delete('never');
      assert.equal(await secrets.get('a'), undefined);
      assert.equal(await secrets.get('never'), undefined);
    });
  });
