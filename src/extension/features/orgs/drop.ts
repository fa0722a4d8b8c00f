// CSV files that were dropped on the Orgs view: each is offered to be loaded into the org it was dropped on.
import { l10n, type Uri } from 'vscode';
import { showInfo } from '../../host/messages';
import type { OrgsDeps } from './deps';
import { isOrg, type OrgNode } from './orgTree';

/** One offer after the other. A closed offer also ends those of the files after it. */
export async function loadDropped(
  files: readonly Uri[],
  node: OrgNode | undefined,
  load: OrgsDeps['load'],
): Promise<void> {
  const tables = files.filter(({ scheme, path }) => scheme === 'file' && /\.(csv|tsv)$/i.test(path));
  if (tables.length === 0)
    void showInfo(l10n.t('To load rows into an org, drop a CSV file on it (.csv or .tsv, on the disk).'));
  const org = node && (isOrg(node) ? node : node.org);
  for (const file of tables) await load(file, org);
}
