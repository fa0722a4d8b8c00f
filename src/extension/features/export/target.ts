// The file to export to: next to the query, else in the workspace.
import { join } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { ExportSpec } from '../../../core/core';
import { fileNameFor } from './draft';

/** In `folder`, else in the first folder of the workspace; undefined if there is none on the disk. */
export function targetOf(object: string, format: ExportSpec['format'], folder: string | undefined): string | undefined {
  const home = folder ?? workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  return home === undefined ? undefined : join(home, fileNameFor(object, format, new Date()));
}

/** No file or folder has that name. */
export async function isFree(file: string): Promise<boolean> {
  try {
    await workspace.fs.stat(Uri.file(file));
    return false;
  } catch {
    return true;
  }
}
