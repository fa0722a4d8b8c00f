// The Apex feature: runs code in one org or in several, or rolls it back, shows beside it what it wrote, and keeps the
// last runs.
import { l10n } from 'vscode';
import { bindCommands } from '../../host/commands';
import { showInfo } from '../../host/messages';
import { once } from '../../host/once';
import type { ApexDeps } from './deps';
import { registerLenses, whole } from './lenses';
import type { manifest } from './manifest';

export function registerApex(deps: ApexDeps): void {
  const parts = once(() => createParts(deps));
  deps.disposables.add(registerLenses(deps));
  deps.disposables.add(
    bindCommands<typeof manifest>(deps.boundary, {
      'kinetic.apex.run': async (clicked, part) => {
        const { findSource } = await import('./source');
        await (await parts()).runs.run(await findSource(clicked, part === whole));
      },
      'kinetic.apex.runInSeveral': async (clicked) => {
        const [{ findSource }, { runInSeveral }] = await Promise.all([import('./source'), import('./severalOrgs')]);
        await runInSeveral(await findSource(clicked), await parts());
      },
      'kinetic.apex.runAndRollBack': async (clicked) => {
        const [{ findSource }, { runAndRollBack }] = await Promise.all([import('./source'), import('./rollbackRun')]);
        await runAndRollBack(await findSource(clicked), await parts());
      },
      'kinetic.apex.history': async () => {
        const { showHistory } = await import('./pickRun');
        await showHistory(await parts());
      },
      'kinetic.apex.switchLog': async (clicked) => {
        if (!(await (await parts()).results.switchLog(clicked)))
          void showInfo(l10n.t('This result is from an earlier session. “Apex History…” has the last runs.'));
      },
    }),
  );
}

/** Loaded on first need, so that the extension starts with little code. */
async function createParts(deps: ApexDeps) {
  const [{ createRuns }, { createProblems }, { createResults }, { createHistory }] = await Promise.all([
    import('./runs'),
    import('../../host/problems'),
    import('./results'),
    import('./history'),
  ]);
  const problems = deps.disposables.add(createProblems('Kinetic'));
  const results = createResults(deps.reports);
  const unique = (): string => crypto.randomUUID().slice(0, 8);
  const history = createHistory({ storage: deps.storage, now: Date.now, unique });
  const shared = { ...deps, problems, results, history };
  return { ...shared, runs: createRuns(shared) };
}
