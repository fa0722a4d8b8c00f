// The last runs of an org: kept in the storage of the extension, bounded, without secrets, and readable after a reload.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { createHistory, type History, type RunToKeep } from '../../../../../src/extension/features/apex/history';

const run: RunToKeep = {
  orgLabel: 'Acme',
  isProduction: false,
  fileName: 'a.apex',
  uri: 'file:///project/a.apex',
  start: { line: 0, character: 0 },
  code: "System.debug('one');",
  result: { compiled: true, success: true, log: 'a log' },
};
const org = '00D-005';
const token =
  '00D5e0000000001!AQEAQ.Canary_Canary_Canary_Canary_Canary_Canary_Canary_Canary_Canary_Canary_Canary_Canary';

function openHistory(): History {
  let at = 1000;
  return createHistory({ storage: Uri.file('/storage'), now: () => (at += 1), unique: () => `u${at}` });
}

describe('the history of Apex', () => {
  beforeEach(() => resetEditor());

  it('has the runs of the org, the newest first, also after a reload', async () => {
    const history = openHistory();
    await history.add(org, run);
    await history.add(org, { ...run, code: 'second;' });
    await history.add('00D-other', { ...run, code: 'other;' });
    const kept = await openHistory().list(org);
    assert.deepEqual(
      kept.map(({ code, result, fileName }) => [code, result.log, fileName]),
      [
        ['second;', 'a log', 'a.apex'],
        ["System.debug('one');", 'a log', 'a.apex'],
      ],
    );
  });

  it('has the last fifty', async () => {
    const history = openHistory();
    for (let i = 1; i <= 53; i++) await history.add(org, { ...run, code: `run${i};` });
    const kept = await history.list(org);
    assert.deepEqual([kept.length, kept[0]?.code, kept.at(-1)?.code], [50, 'run53;', 'run4;']);
    assert.equal(editor.files.size, 50);
  });

  it('keeps the start of a long log, and no code that is too long', async () => {
    const history = openHistory();
    await history.add(org, { ...run, code: 'x'.repeat(64_001), result: { ...run.result, log: 'y'.repeat(1_000_000) } });
    const [kept] = await history.list(org);
    assert.deepEqual([kept?.code, kept?.isCut, kept?.result.log?.length], [undefined, true, 64_000]);
  });

  it('keeps no secret', async () => {
    const history = openHistory();
    const exception = { message: `System.X: ${token}`, stack: '', frames: [] };
    await history.add(org, {
      ...run,
      code: `call('${token}');`,
      result: { compiled: true, success: false, exception, log: token },
    });
    assert.doesNotMatch([...editor.files.values()].join(), /Canary/);
    assert.equal((await history.list(org))[0]?.code, undefined);
  });

  it('is cleared for one org, and leaves out what cannot be read', async () => {
    const history = openHistory();
    await history.add(org, run);
    await history.add('00D-other', run);
    await history.clear(org);
    editor.files.set('/storage/apexHistory/00D-005/000000000009999-x.json', '{"at":');
    assert.deepEqual(await history.list(org), []);
    assert.equal((await history.list('00D-other')).length, 1);
  });
});
