// Opens pages of an org: of Setup and of records. Only orgs at Salesforce have them.
import { env, l10n, Uri } from 'vscode';
import type { Org } from '../../../core/core';
import { showInfo } from '../../host/messages';

/** `org` is undefined when it has been removed from the list of orgs. */
export async function openSetup(org: Pick<Org, 'instanceUrl' | 'kind'> | undefined, page: string): Promise<void> {
  if (!org) return void showInfo(notSignedIn());
  if (org.kind === 'practice') return void showInfo(l10n.t('The practice org has no Setup pages.'));
  const { setupAddress } = await import('../../../core/core');
  await env.openExternal(Uri.parse(setupAddress(org.instanceUrl, page), true));
}

/** The page of a record, which only orgs at Salesforce have. */
export async function openRecord(org: Pick<Org, 'instanceUrl' | 'kind'> | undefined, recordId: string): Promise<void> {
  if (!org) return void showInfo(notSignedIn());
  if (org.kind === 'practice') return void showInfo(l10n.t('The practice org has no pages for a browser.'));
  await env.openExternal(Uri.parse(`${org.instanceUrl}/${recordId}`));
}

export const notSignedIn = (): string =>
  l10n.t('You are no longer signed in to this org. Run “Add an Org…” to sign in again.');
