// The Apex feature: runs code in an org and shows beside it what it wrote.
import { registerLenses, whole } from './lenses';
import { bindCommands } from '../../host/commands';
import { once } from '../../host/once';
import type { ApexDeps } from './deps';
import type { manifest } from './manifest';

export function registerApex(deps: ApexDeps): void {
  // Loaded on first need, so that the extension starts with little code.
  const problems = once(async () =>
    deps.disposables.add((await import('../../host/problems')).createProblems('Kinetic')),
  );
  const runs = once(async () => (await import('./runs')).createRuns({ ...deps, problems: await problems() }));
  const rollbacks = once(async () => {
    deps.disposables.add((await import('./rollbackLinks')).createRollbackLinks());
    return (await import('./rollbackRuns')).createRollbackRuns({ ...deps, problems: await problems() });
  });
  deps.disposables.add(registerLenses(deps));
  deps.disposables.add(
    bindCommands<typeof manifest>(deps.boundary, {
      'kinetic.apex.run': async (clicked, part) => {
        const { findSource } = await import('./source');
        await (await runs()).run(await findSource(clicked, part === whole));
      },
      'kinetic.apex.runAndRollBack': async (clicked) => {
        const { findSource } = await import('./source');
        await (await rollbacks()).run(await findSource(clicked));
      },
      'kinetic.apex.switchLog': async (clicked) => (await runs()).switchLog(clicked),
    }),
  );
}
