// Files that are dropped on the Orgs view.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import type { Org } from '../../../../../src/core/core';
import { loadDropped } from '../../../../../src/extension/features/orgs/drop';
import type { OrgNode } from '../../../../../src/extension/features/orgs/orgTree';

const org = { orgId: '00D1', label: 'Acme' } as Org;
const detail = { org, row: {} } as OrgNode;

describe('files that are dropped on the Orgs view', () => {
  beforeEach(resetEditor);

  async function drop(paths: readonly string[], node: OrgNode | undefined): Promise<readonly unknown[]> {
    const loads: unknown[] = [];
    const files = paths.map((path) => Uri.file(path));
    await loadDropped(files, node, ({ path }, into) => Promise.resolve(void loads.push([path, into])));
    return loads;
  }

  it('are offered to the org of the row, also on a row below it', async () => {
    assert.deepEqual(await drop(['/a.csv'], org), [['/a.csv', org]]);
    assert.deepEqual(await drop(['/a.csv'], detail), [['/a.csv', org]]);
  });

  it('are offered to the current org below the rows', async () => {
    assert.deepEqual(await drop(['/a.csv'], undefined), [['/a.csv', undefined]]);
  });

  it('are offered one after the other, without those that are no CSV', async () => {
    assert.deepEqual(await drop(['/a.csv', '/notes.md', '/B.TSV'], org), [
      ['/a.csv', org],
      ['/B.TSV', org],
    ]);
    assert.deepEqual(editor.shown, []);
  });

  it('are refused with what can be dropped', async () => {
    assert.deepEqual(await drop(['/notes.md'], org), []);
    assert.match(editor.shown[0]?.text ?? '', /drop a CSV file/);
  });
});
