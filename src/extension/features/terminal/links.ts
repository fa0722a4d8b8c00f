// Links in terminals: the id of a job opens its page, `accounts.csv:12` or `accounts.csv:12:5` that place in the file.
import { commands, l10n, Uri, workspace, TerminalLink, type Terminal } from 'vscode';
import { showInfo } from '../../host/messages';
import type { TerminalDeps } from './deps';

type Target =
  | { readonly to: 'job'; readonly jobId: string }
  | { readonly to: 'line'; readonly path: string; readonly line: number; readonly column: number };

export class KineticLink extends TerminalLink {
  constructor(
    index: number,
    length: number,
    readonly target: Target,
  ) {
    super(index, length, target.to === 'job' ? l10n.t('Open Job') : l10n.t('Open Line'));
  }
}

const jobId = /\b\d{8}-\d{6}-[0-9a-f]{6}\b/g;
const fileLine = /\.(?:csv|tsv)(?=:(\d+)(?::(\d+))?\b)/gi;
/** What can be a path, at the end of a text. Windows paths begin with a letter and a colon. */
const pathAtEnd = /(?:\b[A-Za-z]:)?[^\n:"'“”()<>|]+$/;
const maxPathLength = 400;
/** A name can have blanks, so the path can begin after each of them; so many are tried. */
const maxBlanks = 16;

export async function linksIn(text: string, terminal: Pick<Terminal, 'shellIntegration'>): Promise<KineticLink[]> {
  const jobs = [...text.matchAll(jobId)].map(
    ({ index, 0: id }) => new KineticLink(index, id.length, { to: 'job', jobId: id }),
  );
  const lines = [...text.matchAll(fileLine)].map((match) => lineLinks(text, match, terminal));
  return [...jobs, ...(await Promise.all(lines)).flat()];
}

/** To the longest path that exists. */
async function lineLinks(
  text: string,
  { index, 0: ending, 1: line = '', 2: column }: RegExpExecArray,
  terminal: Pick<Terminal, 'shellIntegration'>,
): Promise<readonly KineticLink[]> {
  const end = index + ending.length;
  const words = pathAtEnd.exec(text.slice(Math.max(0, end - maxPathLength), end))?.[0] ?? '';
  const starts = [0, ...[...words.matchAll(/\s(?=\S)/g)].map((blank) => blank.index + 1)].slice(-maxBlanks - 1);
  for (const start of starts) {
    const name = words.slice(start);
    const path = await existing(name, terminal);
    if (path === undefined) continue;
    const place = column === undefined ? `:${line}` : `:${line}:${column}`;
    return [
      new KineticLink(end - name.length, name.length + place.length, {
        to: 'line',
        path,
        line: Number(line),
        column: Number(column ?? 1),
      }),
    ];
  }
  return [];
}

/** Relative to the folder of the shell, if VS Code knows it, or to a folder of the window. */
async function existing(
  path: string,
  { shellIntegration }: Pick<Terminal, 'shellIntegration'>,
): Promise<string | undefined> {
  const folders = [shellIntegration?.cwd, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const isAbsolute = /^([A-Za-z]:|[\\/])/.test(path);
  const candidates = isAbsolute
    ? [Uri.file(path)]
    : folders.flatMap((folder) => (folder ? [Uri.joinPath(folder, path)] : []));
  for (const candidate of candidates) {
    const found = await workspace.fs.stat(candidate).then(
      () => true,
      () => false,
    );
    if (found) return candidate.fsPath;
  }
  return undefined;
}

export async function follow({ target }: KineticLink, { jobs, openLine }: TerminalDeps): Promise<void> {
  if (target.to === 'line') await openLine(target.path, target);
  else if ((await jobs()).get(target.jobId)) await commands.executeCommand('kinetic.jobs.open', target.jobId);
  else void showInfo(l10n.t('The job {0} is not on this computer.', target.jobId));
}
