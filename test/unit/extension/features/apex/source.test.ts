// Which code a command runs: what is selected, the clicked file, or the open file.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { Uri, window, type TextEditor } from 'vscode';
import { findSource } from '../../../../../src/extension/features/apex/source';

const selected = { line: 2, character: 4 };

const documentOf = (path: string, text: string, languageId = 'plaintext') => ({
  // As the URI that an editor opens: the fake gives back what it should open.
  fsPath: path,
  uri: Uri.file(path),
  languageId,
  getText: (range?: unknown) => (range === undefined ? text : 'selected'),
});

function open(document: ReturnType<typeof documentOf> | undefined, hasSelection = false): void {
  const selection = { isEmpty: !hasSelection, start: selected };
  const editor = document && ({ document, selection } as unknown as TextEditor);
  Object.assign(window, { activeTextEditor: editor });
}

async function found(clicked?: unknown): Promise<unknown> {
  const source = await findSource(clicked);
  return source && [source.code, source.start];
}

describe('the code that is run', () => {
  afterEach(() => open(undefined));
  const start = { line: 0, character: 0 };

  it('is the open file, by its name or its language', async () => {
    open(documentOf('/project/a.apex', 'whole'));
    assert.deepEqual(await found(), ['whole', start]);
    open(documentOf('Untitled-1', 'whole', 'apex-anon'));
    assert.deepEqual(await found(), ['whole', start]);
  });

  it('is the selected text, in a file of any kind', async () => {
    open(documentOf('/project/A.cls', 'whole'), true);
    assert.deepEqual(await found(), ['selected', selected]);
    assert.deepEqual(await found(Uri.file('/project/A.cls')), ['selected', selected]);
  });

  it('is the whole document when the link above it is clicked', async () => {
    const file = documentOf('/project/a.apex', 'whole');
    open(file, true);
    assert.deepEqual(await findSource(file, true), { code: 'whole', document: file, start });
  });

  it('is the clicked file, whatever is selected in another one', async () => {
    open(documentOf('/project/A.cls', 'whole'), true);
    assert.deepEqual(await found(documentOf('/project/b.apex', 'clicked')), ['clicked', start]);
  });

  it('is not a file of another kind, and not blank', async () => {
    open(documentOf('/project/A.cls', 'whole'));
    assert.equal(await found(), undefined);
    open(documentOf('/project/a.apex', ' \n'));
    assert.equal(await found(), undefined);
    open(undefined);
    assert.equal(await found(), undefined);
  });
});
