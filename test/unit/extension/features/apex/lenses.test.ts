// The link above Apex code: where it runs, whatever is selected.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { provided } from '../../../../fakes/vscodeProblems';
import { EventEmitter, type CodeLens } from 'vscode';
import type { Org } from '../../../../../src/core/core';
import { registerLenses } from '../../../../../src/extension/features/apex/lenses';

const uri = { scheme: 'file', fsPath: '/project/a.apex' };

async function lensesOf(org: Partial<Org> | undefined): Promise<readonly CodeLens[]> {
  registerLenses({ currentOrg: async () => org as Org | undefined, onOrgChange: new EventEmitter<void>().event });
  return (await provided.lenses?.provideCodeLenses({ uri } as never, undefined as never)) as readonly CodeLens[];
}

const titles = async (org: Partial<Org> | undefined) => (await lensesOf(org)).map(({ command }) => command?.title);

describe('the link above Apex code', () => {
  beforeEach(() => resetEditor());

  it('names the org in which it runs the whole document', async () => {
    const [{ command } = assert.fail()] = await lensesOf({ label: 'Acme', kind: 'sandbox' });
    assert.deepEqual(command, {
      title: '$(play) Run in Acme',
      command: 'kinetic.apex.run',
      arguments: [uri, 'whole'],
    });
  });

  it('says that the org is in production', async () =>
    assert.deepEqual(await titles({ label: 'Acme', kind: 'production' }), ['$(warning) Run in Production: Acme']));

  it('shows no icon that the name of an org asks for', async () =>
    assert.deepEqual(await titles({ label: '$(check) safe', kind: 'sandbox' }), [
      '$(play) Run in $\u2060(check) safe',
    ]));

  it('is there before there is an org', async () => assert.deepEqual(await titles(undefined), ['$(play) Run Apex…']));

  it('is hidden by a setting', async () => {
    editor.settings = { 'kinetic.apex.codeLens': false };
    assert.deepEqual(await titles({ label: 'Acme', kind: 'sandbox' }), []);
  });
});
