// How orgs are shown: production must never look like another kind of org.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { orgRow, orgStatus } from '../../../../../src/extension/features/orgs/words';
import type { Org, OrgKind } from '../../../../../src/core/core';

const org = (kind: OrgKind): Org => ({
  orgId: `00D-${kind}`,
  username: 'pat@acme.example',
  label: 'Acme',
  instanceUrl: 'https://acme.my.salesforce.com',
  kind,
  apiVersion: '66.0',
  login: kind === 'practice' ? 'practice' : 'jwt',
});
const idle = { current: false, stopped: false, signedOut: false, folders: [], policy: undefined };

describe('an org in the Orgs view', () => {
  it('says its kind in words', () => {
    const kinds: readonly OrgKind[] = ['production', 'sandbox', 'scratch', 'developer', 'practice'];
    assert.deepEqual(
      kinds.map((kind) => orgRow(org(kind), idle).description),
      [undefined, 'Sandbox', 'Scratch org', 'Developer org', 'Practice'],
    );
  });

  it('says that it is the current one, and that a practice org is not running', () => {
    const row = orgRow(org('practice'), { ...idle, current: true, stopped: true });
    assert.equal(row.description, 'Practice · current · not running');
    assert.deepEqual(row.context, ['org', 'practice', 'current', 'stopped']);
    assert.equal(row.spoken, 'Acme, Practice, current, not running, pat@acme.example');
  });

  it('names the folder it is for where a narrow side bar still shows it', () => {
    const row = orgRow(org('sandbox'), { ...idle, folders: ['shop', 'crm'] });
    assert.equal(row.description, 'for shop, crm · Sandbox');
    assert.equal(orgRow(org('production'), { ...idle, folders: ['shop'] }).description, 'for shop');
    assert.equal(row.spoken, 'Acme, Sandbox, for shop, crm, pat@acme.example');
  });

  it('shows a user’s text as text', () => {
    const row = orgRow({ ...org('sandbox'), label: '[x](command:evil)' }, idle);
    assert.ok(!row.tooltip?.includes('[x]('));
  });
});

describe('the status bar', () => {
  it('marks production in words and with the color of errors', () => {
    const status = orgStatus(org('production'), { count: 2, stopped: false });
    assert.deepEqual([status?.icon, status?.text], ['warning', 'PRODUCTION: Acme']);
    assert.equal(status?.background, 'statusBarItem.errorBackground');
  });

  it('names every other org without a color', () => {
    const status = orgStatus(org('sandbox'), { count: 1, stopped: false });
    assert.deepEqual([status?.icon, status?.text, status?.background], ['cloud', 'Acme', undefined]);
  });

  it('warns of a practice org that is not running', () => {
    assert.match(orgStatus(org('practice'), { count: 1, stopped: true })?.text ?? '', /not running/);
  });

  it('asks for a choice when there are orgs but none is current, and is silent without orgs', () => {
    assert.match(orgStatus(undefined, { count: 2, stopped: false })?.text ?? '', /No current org/);
    assert.equal(orgStatus(undefined, { count: 0, stopped: false }), undefined);
  });
});
