// Uses a mapping that someone saved: a mapping file, or one of Data Loader.
import { l10n, Uri, window } from 'vscode';
import { checkMappedFields, SalesforceError, type Mapping, type SdlReport, type Task } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { showWarning } from '../../host/messages';
import type { Reports } from '../../host/reports';
import { withTask } from '../../host/task';
import { plural } from '../../words/counts';
import { explain } from '../../words/errors';
import { formatCount } from '../../words/quantities';
import { useMapping, type Draft } from './draft';
import type { LoadCore } from './deps';
import { guessDraft } from './guessDraft';
import type { Fields } from './mappingStep';
import type { RememberedColumns } from './rememberedColumns';
import { notUsed, sdlReport } from './sdlWords';

export interface MappingReader {
  readonly core: Pick<LoadCore, 'readMapping' | 'inspect' | 'guessFor'>;
  readonly remembered: RememberedColumns;
  readonly reports: Reports;
  readonly fields: Fields;
}

/** Undefined when no file was chosen. */
export async function askMappingFile(draft: Draft, reader: MappingReader): Promise<Draft | undefined> {
  const files = await window.showOpenDialog({
    title: l10n.t('Use a Mapping File'),
    openLabel: l10n.t('Use'),
    defaultUri: Uri.joinPath(Uri.file(draft.inspection.file), '..'),
    filters: { [l10n.t('Mapping files')]: ['yaml', 'yml', 'sdl'] },
  });
  const [file] = files ?? [];
  return file && useMappingFile(draft, file, reader);
}

/** Undefined when the file is not for this load, which is said. Throws what is wrong with it, with its place. */
export async function useMappingFile(draft: Draft, path: Uri, reader: MappingReader): Promise<Draft | undefined> {
  const { core, reports, fields } = reader;
  const { dialect, inspection, guess } = draft;
  const name = fileNameOf(path.path);
  const shown = { title: l10n.t('Reading {0}…', name), where: 'notification' } as const;
  return withTask(shown, async (task) => {
    const source = { file: inspection.file, dialect, fields };
    const { file, report } = await core.readMapping(path.fsPath, source, task.signal);
    try {
      checkMappedFields(file, name, { object: guess?.object ?? '', fields });
      const used = useMapping(await withNames(draft, file.mapping, reader, task), name, file, report);
      if (report) void tell(name, report, reports);
      return used;
    } catch (error) {
      if (!isForOtherLoad(error)) throw error;
      void showWarning(explain(error));
      return undefined;
    }
  });
}

const isForOtherLoad = (error: unknown): boolean =>
  error instanceof SalesforceError && (error.code === 'input.otherObject' || error.code === 'input.badMapping');

/** Other names of the columns change what is known of the file, and what is proposed for them. */
async function withNames(
  draft: Draft,
  { headers, firstLine }: Mapping,
  { core, remembered }: MappingReader,
  task: Task,
): Promise<Draft> {
  const { org, inspection, dialect, guess, names: before, ...others } = draft;
  if (!headers && !before) return draft;
  const names = headers && { names: { headers, ...(firstLine && { firstLine }) } };
  const named = await core.inspect({ file: inspection.file, dialect, ...names }, task.signal);
  return guessDraft({ ...others, org, dialect, inspection: named, ...names }, remembered, (source) =>
    core.guessFor(org.orgId, guess?.object ?? '', source, task),
  );
}

/** Only what is not sent as the file says is worth a message. The report has every line. */
async function tell(name: string, report: SdlReport, reports: Reports): Promise<void> {
  const count = notUsed(report);
  if (count === 0) return;
  const showReport = l10n.t('Show Report');
  const chosen = await showWarning(
    l10n.t(
      plural(count, {
        one: '{0} line or column of {1} is not sent as the file says',
        other: '{0} lines or columns of {1} are not sent as the file says',
      }),
      formatCount(count),
      name,
    ),
    showReport,
  );
  if (chosen === showReport) await reports.show({ id: name, name: `${name}.txt`, text: sdlReport(report) });
}
