// Where classes and triggers are in the workspace.
import { workspace, type Uri } from 'vscode';

export const classFiles = '**/*.cls';
export const notOurs = '**/{node_modules,.sfdx,.sf}/**';

export interface Sources {
  /** Of a class or an outer class, or of a trigger. */
  readonly fileOf: (name: string, kind: 'class' | 'trigger') => Uri | undefined;
}

/** As they are now: a run may begin after files came and went. */
export async function findSources(): Promise<Sources> {
  const files = new Map<string, Uri>();
  for (const uri of await workspace.findFiles('**/*.{cls,trigger}', notOurs)) {
    const name = (uri.path.split('/').at(-1) ?? '').toLowerCase();
    if (!files.has(name)) files.set(name, uri);
  }
  return {
    fileOf: (name, kind) =>
      files.get(`${name.split('.')[0] ?? name}.${kind === 'class' ? 'cls' : 'trigger'}`.toLowerCase()),
  };
}
