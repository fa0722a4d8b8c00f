// Which practice org a command is for: that of the clicked row, the only one, or the one that is chosen.
import { l10n } from 'vscode';
import type { Org } from '../../../core/core';
import type { PracticeServer } from '../../../node/practiceServers';
import { back, pickOne, type Choice } from '../../host/pick';

/** Undefined if none has stopped. Throws when the question is closed. */
export async function chooseStopped(node: unknown, stopped: readonly Org[]): Promise<Org | undefined> {
  const clicked = stopped.find(({ orgId }) => orgId === orgIdOf(node));
  const choices = stopped.map((org) => ({ value: org, label: org.label, description: org.instanceUrl }));
  return clicked ?? (await only(choices, l10n.t('Which practice org should be started?')));
}

/** Undefined if none is running. Throws when the question is closed. */
export async function chooseRunning(
  node: unknown,
  running: readonly { readonly server: PracticeServer; readonly org: Org | undefined }[],
): Promise<PracticeServer | undefined> {
  const clicked = orgIdOf(node);
  const choices = running.map(({ server, org }) => ({
    value: server,
    label: org?.label ?? server.name,
    description: server.url,
  }));
  if (clicked !== undefined) return running.find(({ org }) => org?.orgId === clicked)?.server;
  return await only(choices, l10n.t('Which practice org should be stopped?'));
}

async function only<T>(choices: readonly Choice<T>[], placeholder: string): Promise<T | undefined> {
  if (choices.length < 2) return choices[0]?.value;
  const chosen = await pickOne({ title: l10n.t('Practice Orgs'), canGoBack: false }, { placeholder, choices });
  return chosen === back ? undefined : chosen;
}

/** Of an org's row, or of a row below it. */
function orgIdOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('org' in node) return orgIdOf(node.org);
  return 'orgId' in node && typeof node.orgId === 'string' ? node.orgId : undefined;
}
