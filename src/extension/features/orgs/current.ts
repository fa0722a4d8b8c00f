// Which org the person works with: remembered for each workspace, told to when-clauses and to whoever listens.
import { commands, EventEmitter, type Event, type Memento } from 'vscode';
import type { Disposable } from '../../host/disposables';
import type { Org, Orgs } from '../../../core/core';

export interface CurrentOrg extends Disposable {
  /** The chosen org, or the only one there is. */
  readonly get: () => Promise<Org | undefined>;
  readonly set: (orgId: string) => Promise<void>;
  /** Also fires when the list of orgs changes. */
  readonly onChange: Event<void>;
}

const key = 'kinetic.currentOrg';

export function createCurrentOrg(orgs: () => Promise<Orgs>, memory: Memento): CurrentOrg {
  const changed = new EventEmitter<void>();
  const get = async (): Promise<Org | undefined> => {
    const known = await (await orgs()).list();
    const chosen = known.find(({ orgId }) => orgId === memory.get(key));
    return chosen ?? (known.length === 1 ? known[0] : undefined);
  };
  return {
    get,
    set: async (orgId) => {
      await memory.update(key, orgId);
      changed.fire();
    },
    onChange: changed.event,
    dispose: () => changed.dispose(),
  };
}

/** What the when-clauses of menus and views know about orgs. */
export async function tellContext(current: Org | undefined, known: readonly Org[]): Promise<void> {
  await commands.executeCommand('setContext', 'kinetic.hasOrg', known.length > 0);
  await commands.executeCommand('setContext', 'kinetic.org.isProduction', current?.kind === 'production');
}
