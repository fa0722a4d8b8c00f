// The terminals of VS Code: the command line on their PATH, and links in what it prints.
import { strict as assert } from 'node:assert';
import { delimiter } from 'node:path';
import { editor, recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { Uri, type EnvironmentVariableCollection, type Terminal, type TerminalLink } from 'vscode';
import { errorLines } from '../../../../../src/cli/resultLines';
import { errorText } from '../../../../../src/cli/results';
import { createDisposables } from '../../../../../src/extension/host/disposables';
import { createBoundary } from '../../../../../src/extension/host/errors';
import { registerTerminal } from '../../../../../src/extension/features/terminal/terminal';

const known = '20261130-202142-9625f3';

function open() {
  const variables = new Map<string, unknown>();
  const set = (how: string) => (name: string, value: string) => variables.set(name, `${how} ${value}`);
  const collection = { clear: () => variables.clear(), prepend: set('prepend'), replace: set('replace') };
  /** The variables are read each time that they are set. */
  let read = (): void => undefined;
  const applied = (): Promise<void> => new Promise((resolve) => (read = resolve));
  const opened: unknown[] = [];
  registerTerminal({
    variables: () => {
      setImmediate(read);
      return collection as unknown as EnvironmentVariableCollection;
    },
    extensionUri: Uri.file('/extension'),
    jobs: () => Promise.resolve({ get: (id) => (id === known ? ({} as never) : undefined) }),
    openLine: (path, { line, column }) => Promise.resolve(void opened.push([path, line, column])),
    boundary: createBoundary(recordingChannel().channel, () => undefined),
    disposables: createDisposables(),
  });
  return { variables, opened, applied };
}

async function linksIn(line: string, cwd?: string): Promise<readonly TerminalLink[]> {
  const terminal = { shellIntegration: cwd === undefined ? undefined : { cwd: Uri.file(cwd) } } as Terminal;
  return (await editor.terminalLinks?.provideTerminalLinks({ line, terminal }, undefined as never)) ?? [];
}
const textOf = (line: string, { startIndex, length }: TerminalLink): string =>
  line.slice(startIndex, startIndex + length);
const follow = async (link: TerminalLink | undefined): Promise<void> => {
  assert.ok(link);
  await editor.terminalLinks?.handleTerminalLink(link);
};

describe('a terminal', () => {
  beforeEach(resetEditor);

  it('has the launcher on its PATH, and the program that runs it', async () => {
    const { variables, applied } = open();
    assert.equal(variables.size, 0, 'nothing is done during the activation');
    await applied();
    assert.deepEqual(Object.fromEntries(variables), {
      PATH: `prepend /extension/bin${delimiter}`,
      KINETIC_NODE: `replace ${process.execPath}`,
    });
  });

  it('has neither after the setting is turned off', async () => {
    const { variables, applied } = open();
    await applied();
    editor.settings = { 'kinetic.terminal.path': false };
    editor.configurationChanged.fire({ affectsConfiguration: (name) => name === 'kinetic.terminal.path' });
    await applied();
    assert.equal(variables.size, 0);
  });

  it('links the id of a job to its page', async () => {
    open();
    const line = `${known}  completed  upsert Account`;
    const [link] = await linksIn(line);
    assert.deepEqual([link && textOf(line, link), link?.tooltip], [known, 'Open Job']);
    await follow(link);
    assert.deepEqual(editor.ran, [{ id: 'kinetic.jobs.open', args: [known] }]);
  });

  it('says that a job is not on this computer', async () => {
    open();
    await follow((await linksIn('20250101-000000-aaaaaa failed'))[0]);
    assert.deepEqual(
      [editor.ran, editor.shown[0]?.text],
      [[], 'The job 20250101-000000-aaaaaa is not on this computer.'],
    );
  });

  it('links a line of a CSV in the folder of the shell or of the window, and at an absolute path', async () => {
    const { opened } = open();
    for (const path of ['/shell/data/a.csv', '/project/b.tsv', '/elsewhere/c.csv']) editor.files.set(path, '');
    const line = 'See data/a.csv:12, b.tsv:3 and “/elsewhere/c.csv:40”: rejected';
    const links = await linksIn(line, '/shell');
    assert.deepEqual(
      links.map((link) => [textOf(line, link), link.tooltip]),
      [
        ['data/a.csv:12', 'Open Line'],
        ['b.tsv:3', 'Open Line'],
        ['/elsewhere/c.csv:40', 'Open Line'],
      ],
    );
    for (const link of links) await follow(link);
    assert.deepEqual(opened, [
      ['/shell/data/a.csv', 12, 1],
      ['/project/b.tsv', 3, 1],
      ['/elsewhere/c.csv', 40, 1],
    ]);
  });

  it('links the whole place that the command line prints, also with blanks in the path', async () => {
    const { opened } = open();
    const file = '/Volumes/Team/My Data/Q3 leads.csv';
    editor.files.set(file, '');
    const data = { file, line: 3, column: 11 };
    const [strayQuote = ''] = errorLines({ ...errorText({ code: 'input.strayQuote', details: data }) });
    const [ragged = ''] = errorLines({ ...errorText({ code: 'input.ragged', details: { file, line: 7 } }) });
    const printed = [`Rejected. ${strayQuote}`, ragged, `first in ${file}:48`];
    const links = await Promise.all(printed.map(async (line) => ({ line, link: (await linksIn(line))[0] })));
    assert.deepEqual(
      links.map(({ line, link }) => link && textOf(line, link)),
      [`${file}:3:11`, `${file}:7`, `${file}:48`],
    );
    for (const { link } of links) await follow(link);
    assert.deepEqual(opened, [
      [file, 3, 11],
      [file, 7, 1],
      [file, 48, 1],
    ]);
  });

  it('links nothing else: no missing file, no other number, no time', async () => {
    open();
    assert.deepEqual(await linksIn('gone.csv:4 20261130-2021 12:30:45 a.csv 20261130-202142-9625f3f'), []);
  });
});
