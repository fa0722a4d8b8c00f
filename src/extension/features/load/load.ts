// The load feature: finds the file to load and starts the questions about it.
import { Uri } from 'vscode';
import type { Org } from '../../../core/core';
import { bindCommands } from '../../host/commands';
import type { LoadDeps } from './deps';
import type { manifest } from './manifest';

export interface LoadFeature {
  /** Offers to load a file; without an org, into that of its folder or of the window. */
  readonly load: (file: Uri, org: Org | undefined, mapping?: Uri) => Promise<void>;
}

export function registerLoad(deps: LoadDeps): LoadFeature {
  const load: LoadFeature['load'] = async (file, org, mapping) => {
    // Loaded on first need, so that the extension starts with little code.
    const { save } = await import('./tableFile');
    if (!(await save(file))) return;
    const { loadFile } = await import('./flow');
    await loadFile(file.fsPath, { org, mapping }, deps);
  };
  /** In the Explorer, the second argument are the selected files. */
  const loadClicked = async (clicked: unknown, mapping: unknown): Promise<void> => {
    const { askFile, openTable } = await import('./tableFile');
    const file = clicked instanceof Uri ? clicked : (openTable() ?? (await askFile()));
    if (file) await load(file, undefined, mapping instanceof Uri ? mapping : undefined);
  };
  const workbookClicked = async (clicked: unknown): Promise<void> => {
    const { askForCsv } = await import('./workbook');
    const file = clicked instanceof Uri ? await askForCsv(clicked) : undefined;
    if (file) await load(file, undefined);
  };
  deps.disposables.add(
    bindCommands<typeof manifest>(deps.boundary, {
      'kinetic.load.csv': loadClicked,
      'kinetic.load.workbook': workbookClicked,
    }),
  );
  return { load };
}
