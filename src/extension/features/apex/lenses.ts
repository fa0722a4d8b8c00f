// The links above Apex code: where it runs, and running it there.
import { l10n, workspace } from 'vscode';
import { createLenses, type Lens } from '../../host/codeLenses';
import type { Disposable } from '../../host/disposables';
import type { ApexDeps } from './deps';

/** As the second argument of the command: the whole document, although a part of it may be selected. */
export const whole = 'whole';

const codeToRun = [
  { pattern: '**/*.apex' },
  { language: 'apex-anon' },
  // A class is saved in a file, so new code is rarely one.
  { language: 'apex', scheme: 'untitled' },
];

type LensDeps = Pick<ApexDeps, 'currentOrg' | 'onOrgChange'>;

export function registerLenses({ currentOrg, onOrgChange }: LensDeps): Disposable {
  const isOn = (): boolean => workspace.getConfiguration('kinetic.apex').get<boolean>('codeLens', true);
  const lenses = createLenses(codeToRun, async ({ uri }) => {
    if (!isOn()) return [];
    const org = await currentOrg(uri.scheme === 'file' ? uri.fsPath : undefined);
    const run = { command: 'kinetic.apex.run', args: [uri, whole] } as const;
    if (!org) return [{ ...run, icon: '$(play)', title: l10n.t('Run Apex…') } satisfies Lens];
    const isProduction = org.kind === 'production';
    return [
      {
        ...run,
        icon: isProduction ? '$(warning)' : '$(play)',
        title: isProduction ? l10n.t('Run in Production: {0}', org.label) : l10n.t('Run in {0}', org.label),
      },
    ];
  });
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('kinetic.apex.codeLens')) lenses.refresh();
  });
  const orgs = onOrgChange(lenses.refresh);
  return {
    dispose: () => {
      settings.dispose();
      orgs.dispose();
      lenses.dispose();
    },
  };
}
