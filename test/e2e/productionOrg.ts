// Signs a window in to a practice org that says it is a production org.
import { notification, statusBarItem } from './parts';
import type { PracticeOrg } from './practiceOrg';
import { chooseByTyping, question, runCommand, typeAnswer } from './quickInput';
import type { Workbench } from './workbench';

/** What the org says about itself when it is asked for the first time. */
const production = { IsSandbox: false, TrialExpirationDate: null, OrganizationType: 'Enterprise Edition' };

export const productionUser = 'admin@practice.kinetic.example';

export async function signInToProduction({ page }: Workbench, org: PracticeOrg): Promise<void> {
  const body = JSON.stringify({ totalSize: 1, done: true, records: [production] });
  const headers = { 'content-type': 'application/json' };
  await org.arm({ method: 'GET', path: '*/query', action: { kind: 'answer', status: 200, body, headers } });
  await runCommand(page, 'Kinetic: Add an Org…');
  await question(page, /how do you want to sign in/i);
  await chooseByTyping(page, 'Access token');
  await typeAnswer(page, 'Instance URL of the org', org.url);
  await typeAnswer(page, 'Access token (session ID)', org.accessToken);
  await notification(page, /Connected to .* \(Production\)/);
  await statusBarItem(page, `PRODUCTION: ${productionUser}`);
}
