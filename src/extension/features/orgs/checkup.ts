// Checks whether an org is ready: asks the org, opens the report, and shows the result in one line.
import { l10n } from 'vscode';
import type { Finding, Org } from '../../../core/core';
import { showInfo, showWarning } from '../../host/messages';
import { withTask } from '../../host/task';
import { checkupLine, checkupPage } from './checkupText';
import type { Reports } from '../../host/reports';
import type { OrgsDeps } from './deps';

type CheckupParts = Pick<OrgsDeps, 'core'> & { readonly reports: Reports };

export async function checkReadiness(org: Org, { core: open, reports }: CheckupParts): Promise<void> {
  const core = await import('../../../core/core');
  const { toError, toSentence } = await import('../../words/errors');
  const shown = { title: l10n.t('Checking the readiness of {0}…', org.label), where: 'notification' } as const;
  const findings = await withTask(shown, async (task) => (await (await open()).org(org.orgId)).health.check(task));
  const explain = (error: NonNullable<Finding['error']>): string => toSentence(toError(error));
  await reports.show({
    id: `check-${org.orgId}`,
    name: `${l10n.t('Readiness of {0}', org.label)}.md`,
    text: checkupPage({ org, findings, checkedAt: Date.now(), core, explain }),
  });
  const { missing, isUnchecked } = core.summarize(findings);
  const line = checkupLine({ org, findings, core, explain });
  // Not awaited: the report is already open, and the message has no buttons.
  if (missing.length > 0 || isUnchecked) void showWarning(line);
  else void showInfo(line);
}
