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
    for (const read of [() => Promise.reject(denied), async () => ({ revision: '1', error: denied })]) {
      const store = { ...createMemoryPolicies(shelf), read };
      await assert.rejects(createPolicies(store, async () => false).of(ada), { code: 'policy.unreadable' });
    }
  });

  it('say that they cannot be stored, and why', async () => {
    const denied = Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' });
    const store = { ...createMemoryPolicies(shelf), replace: () => Promise.reject(denied) };
    await assert.rejects(createPolicies(store, async () => false).set(ada, { access: 'readOnly' }), {
      code: 'input.cannotWrite',
      details: { file: `The policy of the organization ${organization}`, reason: denied.message },
    });
  });

  it('can be reset to the default', async () => {
    await policies.set(ada, { access: 'full' });
    await policies.set(bob, undefined);
    assert.deepEqual(await policies.of(ada), { access: 'confirm' });
  });

  it('never lose what another program set while a question was open: the question is asked again', async () => {
    const elsewhere = createPolicies(createMemoryPolicies(shelf), async () => false);
    await policies.set(ada, { access: 'full' });
    const seen: unknown[] = [];
    const stored = await policies.change(ada, async (now) => {
      seen.push(now);
      if (seen.length === 1) await elsewhere.set(bob, { access: 'readOnly' });
      assert.notEqual(now, 'unreadable');
      return { ...(now as OrgPolicy), maxRows: 1000 };
    });
    assert.deepEqual(seen, [{ access: 'full' }, { access: 'readOnly' }]);
    assert.deepEqual(stored, { access: 'readOnly', maxRows: 1000 });
    assert.deepEqual(await elsewhere.of(ada), stored);
  });

  it('stay as they are when the question is not answered', async () => {
    await policies.set(ada, { access: 'readOnly' });
    await assert.rejects(
      policies.change(ada, () => Promise.reject(new Error('no answer'))),
      /no answer/,
    );
    assert.deepEqual(await policies.of(ada), { access: 'readOnly' });
  });

  it('can be set again when they cannot be read, which the question is told', async () => {
    shelf.texts.set(organization, '{');
    const stored = await policies.change(ada, (now) => {
      assert.equal(now, 'unreadable');
      return undefined;
    });
    assert.deepEqual(stored, { access: 'confirm' });
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
    const { revision } = await createMemoryPolicies(shelf).read(organization);
    await createMemoryPolicies(shelf).replace(organization, revision, '{"access":"full"}');
    assert.deepEqual(heard, [organization]);
    stop();
    await policies.set(ada, { access: 'confirm' });
    assert.deepEqual(heard, [organization]);
    assert.equal(shelf.watchers.size, 0);
  });
});
