// Opens pages of Setup, which only orgs at Salesforce have.
import { env, l10n, Uri, window } from 'vscode';
import type { Org } from '../../../core/core';

/** `org` is undefined when it has been removed from the list of orgs. */
export async function openSetup(org: Pick<Org, 'instanceUrl' | 'kind'> | undefined, page: string): Promise<void> {
  if (!org) return void window.showInformationMessage(notSignedIn());
  if (org.kind === 'practice')
    return void window.showInformationMessage(l10n.t('The practice org has no Setup pages.'));
  const { setupAddress } = await import('../../../core/core');
  await env.openExternal(Uri.parse(setupAddress(org.instanceUrl, page), true));
}

/** The page of one Bulk API job, or the list of all of them. */
export const bulkJobPage = (remoteId: string | undefined): string =>
  `AsyncApiJobStatus${remoteId === undefined ? '/home' : `/page?address=%2F${remoteId}`}`;

export const notSignedIn = (): string => l10n.t('You are no longer signed in to this org.');
