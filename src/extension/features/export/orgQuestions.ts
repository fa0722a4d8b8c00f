// What the export asks the org before the job starts.
import { l10n } from 'vscode';
import type { Org, Task } from '../../../core/core';
import { withTask } from '../../host/task';
import type { ExportDeps } from './deps';

export const waitFor = <T>(org: Org, work: (task: Task) => Promise<T>): Promise<T> =>
  withTask({ title: l10n.t('Waiting for {0}…', org.label), where: 'window' }, work);

/** What the Bulk API does not support in the query, in words. */
export async function constructIn(soql: string, org: Org, deps: ExportDeps): Promise<string | undefined> {
  const { findNotBulkable } = await import('../../../core/core');
  const core = await deps.core();
  const { rest } = await core.org(org.orgId);
  return waitFor(org, (task) => findNotBulkable(soql, rest.describes, task));
}
