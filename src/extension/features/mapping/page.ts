// One mapping page: shows the text of its document, and turns what a person does into changes of this text.
import { commands, l10n, Range, Uri, workspace, WorkspaceEdit, type TextDocument, type WebviewPanel } from 'vscode';
import { previewMapping, writeMapping, type MappingFile, type MappingProblem } from '../../../core/core';
import {
  mappingProtocol,
  type ConversionRefused,
  type MappingPreview,
  type MappingProtocol,
  type MappingSnapshot,
  type MappingToHost,
} from '../../../shared/protocol/mapping';
import { fileNameOf } from '../../host/fileName';
import { fillPanel } from '../../host/panel';
import { explain } from '../../words/errors';
import { chooseCsv, csvOf } from './csvOf';
import type { MappingDeps } from './deps';
import { withConversion, withField, withoutField } from './edits';
import { fieldsOf, inspect, suggestedSteps, type Source } from './samples';
import { toColumns, toFields } from './snapshot';

export function openMappingPage(document: TextDocument, webview: WebviewPanel, deps: MappingDeps): void {
  const closed = new AbortController();
  const source: Source = { document, deps, signal: closed.signal };
  /** One after the other: each change is made in the text that the one before left. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): void => {
    last = last.then(() => deps.boundary.run(work));
  };
  const show = async (): Promise<void> => {
    if (closed.signal.aborted) return;
    const { snapshot, preview } = await read(source);
    panel.notify(snapshot);
    panel.notify(preview);
  };
  const panel = fillPanel<MappingProtocol>(
    webview,
    {
      protocol: mappingProtocol,
      page: 'mapping',
      folder: Uri.joinPath(deps.extensionUri, 'dist', 'webview'),
      icon: Uri.joinPath(deps.extensionUri, 'media', 'job.svg'),
    },
    {
      handlers: {
        notify: (message) =>
          inTurn(async () => {
            const acted = await act(message, source);
            if (acted === 'draw') await show();
            else if (acted) panel.notify(acted);
          }),
        answer: {},
        explain,
        report: (error) =>
          void deps.boundary.runQuietly(() => {
            throw error;
          }),
      },
      closed: () => {
        changed.dispose();
        closed.abort();
      },
    },
  );
  const changed = workspace.onDidChangeTextDocument(({ document: edited, contentChanges }) => {
    if (edited === document && contentChanges.length > 0) inTurn(show);
  });
}

/** What the page gets. A change of the text draws it by itself. */
async function act(message: MappingToHost, source: Source): Promise<'draw' | ConversionRefused | undefined> {
  const { document, deps } = source;
  switch (message.type) {
    case 'ready':
      return 'draw';
    case 'map':
      await edit(document, deps, async (file) => withField(file, message, await suggestedSteps(message, file, source)));
      return undefined;
    case 'leaveOut':
      await edit(document, deps, (file) => Promise.resolve(withoutField(file, message.column)));
      return undefined;
    case 'convert':
      return convert(message, source);
    case 'chooseCsv':
      await chooseCsv(document.uri, deps.memory);
      return 'draw';
    case 'load':
      await offerLoad(source);
      return undefined;
    case 'openText':
      await commands.executeCommand('vscode.openWith', document.uri, 'default');
      return undefined;
  }
}

/** The load reads the mapping from the disk. Its questions may stay open while the page is changed further. */
async function offerLoad({ document, deps }: Source): Promise<void> {
  const csv = await csvOf(document.uri, deps.memory);
  if (!csv) return;
  await document.save();
  void deps.boundary.run(async () => commands.executeCommand('kinetic.load.csv', csv, document.uri));
}

/** The text stays as it is when it would be invalid. */
async function convert(
  message: Extract<MappingToHost, { type: 'convert' }>,
  { document, deps }: Source,
): Promise<'draw' | ConversionRefused> {
  const [problem] = await edit(document, deps, (file) => Promise.resolve(withConversion(file, message)));
  return problem === undefined ? 'draw' : { type: 'refused', field: message.field, message: problem.message };
}

/** Changes nothing where this would make problems, and returns them. */
async function edit(
  document: TextDocument,
  deps: MappingDeps,
  change: (file: MappingFile) => Promise<MappingFile>,
): Promise<readonly MappingProblem[]> {
  const { parseMapping } = await deps.core();
  const before = document.getText();
  const { file, problems } = await parseMapping(before, document.uri.fsPath);
  if (!file) return problems;
  const text = await writeMapping(await change(file), before);
  const after = await parseMapping(text, document.uri.fsPath);
  if (!after.file) return after.problems;
  const all = new Range(document.positionAt(0), document.positionAt(before.length));
  const edited = new WorkspaceEdit();
  edited.replace(document.uri, all, text);
  await workspace.applyEdit(edited);
  return [];
}

interface Shown {
  readonly snapshot: MappingSnapshot;
  readonly preview: MappingPreview;
}

const nothing: MappingPreview = { type: 'preview', fields: [], rows: [] };

async function read(source: Source): Promise<Shown> {
  const { document, deps } = source;
  const core = await deps.core();
  const { file, problems } = await core.parseMapping(document.getText(), document.uri.fsPath);
  const csv = await csvOf(document.uri, deps.memory);
  const named = {
    ...(csv && { csv: fileNameOf(csv.path) }),
    ...(file?.mapping.timeZone !== undefined && { timeZone: file.mapping.timeZone }),
  };
  const empty = { type: 'snapshot', object: file?.object ?? '', ...named, columns: [], fields: [] } as const;
  const [first] = problems;
  if (!file) {
    const problem = l10n.t('Line {0}: {1}', first?.line ?? 1, first?.message ?? '');
    return { snapshot: { ...empty, columns: [], fields: [], problem }, preview: nothing };
  }
  if (!csv) return { snapshot: { ...empty, columns: [], fields: [] }, preview: nothing };
  try {
    return await readWhole({ file, csv, empty: { ...empty, columns: [], fields: [] } }, source);
  } catch (error) {
    return { snapshot: { ...empty, columns: [], fields: [], problem: explain(error) }, preview: nothing };
  }
}

interface Parts {
  readonly file: MappingFile;
  readonly csv: Uri;
  readonly empty: MappingSnapshot;
}

async function readWhole({ file, csv, empty }: Parts, source: Source): Promise<Shown> {
  const inspection = await inspect(csv, file, source);
  const fields = await fieldsOf(file, source);
  const rows = await previewMapping(file.mapping, inspection.columns, inspection.preview);
  return {
    snapshot: { ...empty, columns: toColumns(file, inspection, fields, rows), fields: toFields(fields) },
    preview: {
      type: 'preview',
      fields: file.mapping.fields.map(({ field }) => field),
      rows: rows.map((row) => row.map((cell) => ({ ...cell }))),
    },
  };
}
