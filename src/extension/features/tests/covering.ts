// The tests that cover a file, by the coverage that the org keeps of the last runs.
import { l10n, type TestItem, type Uri } from 'vscode';
import { fileNameOf } from '../../host/fileName';
import { showInfo } from '../../host/messages';
import { withTask } from '../../host/task';
import type { TestsDeps } from './deps';
import type { OrgNode } from './orgTests';
import { findOrg } from './runTests';

/** Undefined if there are none, which is said. */
export async function findCovering(
  uri: Uri,
  deps: TestsDeps,
  itemFor: OrgNode['itemFor'],
): Promise<readonly TestItem[] | undefined> {
  const org = await findOrg(deps, uri);
  if (!org) return undefined;
  const fileName = fileNameOf(uri.path);
  const { tests } = (await (await deps.core()).org(org.orgId)).apex;
  const title = l10n.t('Looking for tests that cover {0}…', fileName);
  const name = fileName.replace(/\.\w+$/, '');
  const covering = await withTask({ title, where: 'window' }, (task) => tests.covering(name, task));
  if (covering.length > 0) return covering.map(itemFor);
  void showInfo(
    l10n.t(
      '{0} knows no test that covers {1}. Run tests with coverage first: Salesforce forgets the coverage of code that changes.',
      org.label,
      fileName,
    ),
  );
  return undefined;
}
