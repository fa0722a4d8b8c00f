// The CSV whose columns and rows a mapping page shows: the one that was chosen, or the one of the same name beside it.
import { l10n, Uri, window, workspace } from 'vscode';
import type { MappingDeps } from './deps';

const memoryKey = 'kinetic.mapping.files';
const maxFiles = 100;

type Memory = MappingDeps['memory'];
type Chosen = readonly { readonly mapping: string; readonly csv: string }[];

export async function csvOf(mapping: Uri, memory: Memory): Promise<Uri | undefined> {
  const chosen = memory.get<Chosen>(memoryKey, []).find((entry) => entry.mapping === mapping.toString());
  const base = mapping.with({ path: mapping.path.replace(/\.kmap\.yaml$/, '') });
  const candidates = [
    ...(chosen ? [Uri.parse(chosen.csv)] : []),
    ...['.csv', '.tsv', '.txt'].map((ending) => base.with({ path: base.path + ending })),
  ];
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  return undefined;
}

const exists = async (file: Uri): Promise<boolean> =>
  workspace.fs.stat(file).then(
    () => true,
    () => false,
  );

export async function chooseCsv(mapping: Uri, memory: Memory): Promise<void> {
  const [csv] =
    (await window.showOpenDialog({
      title: l10n.t('Choose the CSV File of the Mapping'),
      defaultUri: Uri.joinPath(mapping, '..'),
      filters: { [l10n.t('CSV files')]: ['csv', 'tsv', 'txt'], [l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!csv) return;
  const others = memory.get<Chosen>(memoryKey, []).filter((entry) => entry.mapping !== mapping.toString());
  await memory.update(memoryKey, [{ mapping: mapping.toString(), csv: csv.toString() }, ...others].slice(0, maxFiles));
}
