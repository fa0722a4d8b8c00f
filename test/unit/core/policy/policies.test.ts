// Policies of organizations: for whom they apply, the defaults, and policies that cannot be read.
import assert from 'node:assert/strict';
import { createPolicies, type Policies } from '../../../../src/core/policy/policies';
import type { OrgPolicy } from '../../../../src/core/model/writes';
import { createMemoryPolicies, createPolicyShelf, type PolicyShelf } from '../../../fakes/memoryPolicies';

const organization = '00D5g000004ABCDEA2';
const ada = `${organization}-0055g00000AdaAdaA`;
const bob = `${organization}-0055g00000BobBobB`;

describe('policies', () => {
  let shelf: PolicyShelf;
  let policies: Policies;
  beforeEach(() => {
    shelf = createPolicyShelf();
    policies = createPolicies(createMemoryPolicies(shelf), async (asked) => asked === organization);
  });

  it('confirm writes to production and allow all others by default', async () => {
    assert.deepEqual(await policies.of(ada), { access: 'confirm' });
    assert.deepEqual(await policies.of('00D000000000SAND00-0055g00000AdaAdaA'), { access: 'full' });
  });

  it('apply to every user of the organization, and after a restart', async () => {
    const policy: OrgPolicy = { access: 'readOnly', maxRows: 200, allowObjects: ['Account'], denyObjects: ['User'] };
    await policies.set(ada, policy);
    const restarted = createPolicies(createMemoryPolicies(shelf), async () => false);
    assert.deepEqual(await restarted.of(bob), policy);
    assert.deepEqual(await restarted.of(organization), policy);
  });

  it('apply to an organization id of 15 characters, as Setup shows it, or 18', async () => {
    await policies.set('00D5g000004CanA', { access: 'readOnly' });
    assert.deepEqual(await policies.of('00D5g000004CanAEAS-0055e000001xYzAAAU'), { access: 'readOnly' });
  });

  it('allow nothing when they exist but cannot be read', async () => {
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const store = { ...createMemoryPolicies(shelf), read: () => Promise.reject(denied) };
    await assert.rejects(createPolicies(store, async () => false).of(ada), { code: 'policy.unreadable' });
  });

  it('can be reset to the default', async () => {
    await policies.set(ada, { access: 'full' });
    await policies.set(bob, undefined);
    assert.deepEqual(await policies.of(ada), { access: 'confirm' });
  });

  it('are rejected when they are not valid', async () => {
    const wrong = [{ access: 'open' }, { access: 'full', maxRows: 0 }, { access: 'full', allowObject: ['Account'] }];
    for (const policy of wrong)
      await assert.rejects(policies.set(ada, policy as OrgPolicy), { code: 'input.badArgument' });
    assert.equal(shelf.texts.size, 0);
  });

  for (const [what, text] of [
    ['cut short', '{"access":"fu'],
    ['of another shape', '{"access":"everything"}'],
    ['with an unknown rule', '{"access":"full","maxBytes":3}'],
    ['empty', ''],
  ] as const)
    it(`allow nothing when their text is ${what}`, async () => {
      shelf.texts.set(organization, text);
      await assert.rejects(policies.of(ada), { code: 'policy.unreadable' });
    });

  it('notify listeners of changes made here and elsewhere, until they stop listening', async () => {
    const heard: string[] = [];
    const stop = policies.onChange((changed) => heard.push(changed));
    await policies.set(ada, { access: 'readOnly' });
    assert.ok(heard.includes(organization));
    heard.length = 0;
    await createMemoryPolicies(shelf).write(organization, '{"access":"full"}');
    assert.deepEqual(heard, [organization]);
    stop();
    await policies.set(ada, { access: 'confirm' });
    assert.deepEqual(heard, [organization]);
    assert.equal(shelf.watchers.size, 0);
  });
});
