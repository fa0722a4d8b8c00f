// The classes and triggers of an org in the folders of the window. Names come from the texts of servers: only those
// that can be names of code are looked for, and only by their file name.
import { commands, l10n, Position, Range, workspace, type Uri } from 'vscode';
import { readCodePlace, type CodePlace } from '../shared/protocol/codePlace';
import { showInfo } from './host/messages';
import { back, pickOne } from './host/pick';

const notSource = '{**/node_modules/**,**/.sfdx/**,**/.sf/**}';
const maxFiles = 20;

const endings: Readonly<Record<CodePlace['kind'], string>> = { class: 'cls', trigger: 'trigger' };

/**
 * The files of that class or trigger; several if the window has several projects. `Orders.Line` is in the file of
 * Orders, and of `ns.Orders` only Orders can be a file.
 */
export async function findCode({ kind, name }: CodePlace): Promise<readonly Uri[]> {
  for (const part of name.split('.')) {
    const found = await workspace.findFiles(`**/${part}.${endings[kind]}`, notSource, maxFiles);
    if (found.length > 0) return [...found].sort((a, b) => a.path.localeCompare(b.path));
  }
  return [];
}

/** Opens the line, of the file that the person chooses if there are several. Does nothing for any other text. */
export async function openCode(text: string): Promise<void> {
  const place = readCodePlace(text);
  if (!place) return;
  const files = await findCode(place);
  const [only, ...others] = files;
  if (!only) {
    const file = `${place.name.split('.')[0] ?? ''}.${endings[place.kind]}`;
    void showInfo(l10n.t('{0} is not in the folders of this window. Retrieve it from the org to open it here.', file));
    return;
  }
  const chosen = others.length === 0 ? only : await chooseFile(place, files);
  if (chosen === back) return;
  const at = new Position(Math.max(0, place.line - 1), 0);
  await commands.executeCommand('vscode.open', chosen, { selection: new Range(at, at), preview: true });
}

const chooseFile = ({ name }: CodePlace, files: readonly Uri[]) =>
  pickOne<Uri>(
    { title: l10n.t('Open {0}', name), canGoBack: false },
    {
      placeholder: l10n.t('In which file?'),
      choices: files.map((file) => ({ value: file, icon: 'file-code', label: workspace.asRelativePath(file.fsPath) })),
    },
  );
