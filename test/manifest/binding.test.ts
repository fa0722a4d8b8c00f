// A command without a handler, or a handler without a command, does not compile: `tsc` fails when one of the expected
// errors below is missing.
import { strict as assert } from 'node:assert';
import type { CommandIdOf, FeatureManifest, HandlersOf } from '../../src/shared/manifest';

const manifest = {
  commands: {
    'kinetic.test.one': { title: 'One' },
    'kinetic.test.two': { title: 'Two' },
  },
} as const satisfies FeatureManifest;

type Handlers = HandlersOf<typeof manifest>;

const both: Handlers = { 'kinetic.test.one': () => 1, 'kinetic.test.two': () => 2 };

// @ts-expect-error kinetic.test.two has no handler.
const missing: Handlers = { 'kinetic.test.one': () => 1 };

const extra: Handlers = {
  ...both,
  // @ts-expect-error kinetic.test.three is not declared.
  'kinetic.test.three': () => 3,
};

// @ts-expect-error Only declared ids can be linked to.
const linked: CommandIdOf<typeof manifest> = 'kinetic.test.three';

describe('handlers bound to a manifest', () => {
  it('are exactly its commands, as the compiler checks', () => {
    assert.deepEqual(Object.keys(both), Object.keys(manifest.commands));
    assert.deepEqual([Object.keys(missing).length, Object.keys(extra).length, linked], [1, 3, 'kinetic.test.three']);
  });
});
