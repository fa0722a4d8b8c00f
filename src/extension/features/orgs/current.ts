// The current org: one for the window, and others for single folders; stored in the state of the workspace.
import { EventEmitter, window, workspace, type Event, type Memento, type Uri } from 'vscode';
import type { ContextKeys } from '../../host/contextKeys';
import type { Disposable } from '../../host/disposables';
import type { Org, Orgs } from '../../../core/core';

export interface CurrentOrg extends Disposable {
  /** The org of the file's folder or of the window, or the only org. Without a file, that of the active editor. */
  readonly get: (file?: Uri) => Promise<Org | undefined>;
  /** For the window and all its folders. */
  readonly set: (orgId: string) => Promise<void>;
  readonly setForFolder: (orgId: string, folder: Uri) => Promise<void>;
  /** Names of the folders that have an org of their own, by the org's id. */
  readonly folders: () => ReadonlyMap<string, readonly string[]>;
  /** Also fires when the list of orgs changes. */
  readonly onChange: Event<void>;
}

const windowKey = 'kinetic.currentOrg';
const foldersKey = 'kinetic.currentOrg.folders';

export function createCurrentOrg(orgs: () => Promise<Orgs>, memory: Memento): CurrentOrg {
  const changed = new EventEmitter<void>();
  /** URI of a folder → id of its org. */
  const ofFolders = (): Readonly<Record<string, string>> => memory.get(foldersKey, {});
  const chosenFor = (file: Uri | undefined): string | undefined => {
    const folder = file && workspace.getWorkspaceFolder(file);
    return (folder && ofFolders()[folder.uri.toString()]) ?? memory.get<string>(windowKey);
  };
  const editorChange = window.onDidChangeActiveTextEditor(() => {
    if (Object.keys(ofFolders()).length > 0) changed.fire();
  });
  return {
    get: async (file = window.activeTextEditor?.document.uri) => {
      const all = await (await orgs()).list();
      const orgId = chosenFor(file);
      return all.find((org) => org.orgId === orgId) ?? (all.length === 1 ? all[0] : undefined);
    },
    set: async (orgId) => {
      await memory.update(foldersKey, undefined);
      await memory.update(windowKey, orgId);
      changed.fire();
    },
    setForFolder: async (orgId, folder) => {
      await memory.update(foldersKey, { ...ofFolders(), [folder.toString()]: orgId });
      changed.fire();
    },
    folders: () => {
      const names = new Map<string, string[]>();
      for (const { uri, name } of workspace.workspaceFolders ?? []) {
        const orgId = ofFolders()[uri.toString()];
        if (orgId !== undefined) names.set(orgId, [...(names.get(orgId) ?? []), name]);
      }
      return names;
    },
    onChange: changed.event,
    dispose: () => {
      editorChange.dispose();
      changed.dispose();
    },
  };
}

/** The context keys that the when-clauses of menus, views and the palette use. */
export const keysOf = (current: Org | undefined, all: readonly Org[]): Parameters<ContextKeys['set']>[0] => ({
  'kinetic.orgs.known': true,
  'kinetic.hasOrg': all.length > 0,
  'kinetic.org.isProduction': current?.kind === 'production',
});
