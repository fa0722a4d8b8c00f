// Which org is worked with: the window's, unless the folder of the file has one of its own.
import { strict as assert } from 'node:assert';
import type { Memento, Uri } from 'vscode';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { Org, Orgs } from '../../../../../src/core/core';
import { createCurrentOrg } from '../../../../../src/extension/features/orgs/current';

const org = (orgId: string): Org => ({
  orgId,
  username: `${orgId}@acme.example`,
  label: orgId,
  kind: 'sandbox',
  apiVersion: '66.0',
  login: 'web',
  instanceUrl: 'https://acme.my.salesforce.com',
});
const folder = (path: string) => ({ name: path.slice(1), uri: { path, toString: () => path } });
const file = (path: string): Uri => ({ path, toString: () => path }) as unknown as Uri;

function memory(): Memento {
  const kept = new Map<string, unknown>();
  const update: Memento['update'] = (key, value) => Promise.resolve(void kept.set(key, value));
  return {
    keys: () => [...kept.keys()],
    get: (key: string, other?: unknown) => kept.get(key) ?? other,
    update,
  } as Memento;
}

const orgsOf =
  (...ids: readonly string[]) =>
  (): Promise<Orgs> =>
    Promise.resolve({ list: () => Promise.resolve(ids.map(org)) } as unknown as Orgs);

describe('the current org', () => {
  beforeEach(() => {
    resetEditor();
    editor.folders = [folder('/shop'), folder('/crm')];
  });

  it('is the only one there is, and a chosen one among several', async () => {
    assert.equal((await createCurrentOrg(orgsOf('a'), memory()).get())?.orgId, 'a');
    const current = createCurrentOrg(orgsOf('a', 'b'), memory());
    assert.equal(await current.get(), undefined);
    await current.set('b');
    assert.equal((await current.get())?.orgId, 'b');
  });

  it('is another one for the files of a folder that has its own, and the view says which folder', async () => {
    const current = createCurrentOrg(orgsOf('a', 'b'), memory());
    await current.set('a');
    await current.setForFolder('b', file('/shop'));
    assert.equal((await current.get(file('/shop/leads.csv')))?.orgId, 'b');
    assert.equal((await current.get(file('/crm/leads.csv')))?.orgId, 'a');
    assert.deepEqual([...current.folders()], [['b', ['shop']]]);
  });

  it('is the same for every folder once the window is given an org', async () => {
    const current = createCurrentOrg(orgsOf('a', 'b'), memory());
    await current.setForFolder('b', file('/shop'));
    await current.set('a');
    assert.equal((await current.get(file('/shop/leads.csv')))?.orgId, 'a');
    assert.equal(current.folders().size, 0);
  });

  it('notifies its listeners', async () => {
    const current = createCurrentOrg(orgsOf('a', 'b'), memory());
    let changes = 0;
    current.onChange(() => (changes += 1));
    await current.set('a');
    await current.setForFolder('b', file('/shop'));
    assert.equal(changes, 2);
  });
});
