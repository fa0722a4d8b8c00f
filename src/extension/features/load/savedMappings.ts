// Mapping files for a CSV: where they are saved, and which ones fit its header.
import { FileType, l10n, Uri, window, workspace } from 'vscode';
import { fitsColumns, writeMapping, type MappingFile } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import type { LoadCore } from './deps';
import { ownMapping, sending, type Draft } from './draft';

export interface SavedMapping {
  readonly path: Uri;
  readonly name: string;
}

const ending = '.kmap.yaml';
const maxFiles = 50;

/** Those beside the CSV and in `.kinetic/mappings` that are for the object and name only columns that the file has. */
export async function savedMappings(
  { inspection, guess }: Draft,
  core: Pick<LoadCore, 'parseMapping'>,
): Promise<readonly SavedMapping[]> {
  const folders = [Uri.joinPath(Uri.file(inspection.file), '..'), ...mappingFolders()];
  const found = (await Promise.all(folders.map(mappingsIn))).flat().slice(0, maxFiles);
  const fitting = await Promise.all(
    found.map(async (path) => {
      const file = await read(path, core);
      const isFor = file && (file.object === undefined || isSame(file.object, guess?.object ?? ''));
      return isFor && fitsColumns(file.mapping, inspection.columns) ? [{ path, name: fileNameOf(path.path) }] : [];
    }),
  );
  return fitting.flat();
}

/** Salesforce compares the names of objects without regard to case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Undefined for a file that cannot be read now. It is not offered, and the question continues. */
async function read(path: Uri, core: Pick<LoadCore, 'parseMapping'>): Promise<MappingFile | undefined> {
  try {
    const text = new TextDecoder().decode(await workspace.fs.readFile(path));
    return (await core.parseMapping(text, path.fsPath)).file;
  } catch {
    return undefined;
  }
}

const mappingFolders = (): readonly Uri[] =>
  (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, '.kinetic', 'mappings'));

async function mappingsIn(folder: Uri): Promise<readonly Uri[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => name.endsWith(ending) && (type & FileType.Directory) === 0)
      .map(([name]) => Uri.joinPath(folder, name));
  } catch {
    // Most workspaces have no such folder.
    return [];
  }
}

/** Undefined when the person canceled. The file opens beside, where its mapping can be changed. */
export async function saveMapping(draft: Draft): Promise<SavedMapping | undefined> {
  const { inspection, guess, operation } = draft;
  const { externalIdField } = sending(draft);
  const path = await window.showSaveDialog({
    title: l10n.t('Save the Fields as a Mapping File'),
    defaultUri: Uri.file(inspection.file.replace(/\.[^./\\]*$/, '') + ending),
    // VS Code compares the text after the last dot: without 'yaml' it would append '.kmap.yaml' once more.
    filters: { [l10n.t('Mapping files')]: ['kmap.yaml', 'yaml'] },
  });
  if (!path) return undefined;
  const text = await writeMapping({
    ...(guess && { object: guess.object }),
    operation,
    ...(operation === 'upsert' && externalIdField !== undefined && { externalIdField }),
    mapping: ownMapping(draft),
  });
  await workspace.fs.writeFile(path, new TextEncoder().encode(text));
  return { path, name: fileNameOf(path.path) };
}
