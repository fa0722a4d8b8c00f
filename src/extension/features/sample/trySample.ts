// Opens a copy of the sample, which the user may edit, and offers to load it into the practice org and no other.
import { commands, l10n, Range, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { back, pickOne } from '../../host/pick';
import type { SampleDeps } from './deps';

interface SampleFile {
  readonly shipped: Uri;
  readonly copy: Uri;
}

export async function trySample(
  { shipped, copy }: SampleFile,
  { startPractice, load }: Pick<SampleDeps, 'startPractice' | 'load'>,
): Promise<void> {
  const text = await read(shipped);
  const found = unsavedDocument(copy)?.getText() ?? (await read(copy).catch(() => undefined));
  if (found !== text && (found === undefined || (await chooseOriginal()))) await write(copy, text);
  await commands.executeCommand('vscode.open', copy, { preview: false });
  await load(copy, await startPractice());
}

const decoder = new TextDecoder();
const read = async (file: Uri): Promise<string> => decoder.decode(await workspace.fs.readFile(file));

const unsavedDocument = (file: Uri): TextDocument | undefined =>
  workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.toString() === file.toString());

/** An editor keeps its unsaved changes when the file changes on the disk, so they are replaced there. */
async function write(file: Uri, text: string): Promise<void> {
  const unsaved = unsavedDocument(file);
  if (!unsaved) {
    await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const edit = new WorkspaceEdit();
  edit.replace(file, new Range(0, 0, unsaved.lineCount, 0), text);
  await workspace.applyEdit(edit);
  await unsaved.save();
}

/** Throws when the question is closed. */
async function chooseOriginal(): Promise<boolean> {
  const chosen = await pickOne<'edited' | 'original'>(
    { title: l10n.t('Try a Sample'), canGoBack: false },
    {
      placeholder: l10n.t('Your copy of the sample differs from the original'),
      choices: [
        { value: 'edited', icon: 'edit', label: l10n.t('Load My Copy'), detail: l10n.t('With your changes') },
        {
          value: 'original',
          icon: 'discard',
          label: l10n.t('Reset to the Original'),
          detail: l10n.t('Your changes are lost'),
        },
      ],
    },
  );
  return chosen !== back && chosen === 'original';
}
