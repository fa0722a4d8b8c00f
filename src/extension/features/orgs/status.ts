// The status bar item with the org that commands act on.
import { l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../host/disposables';
import type { Org } from '../../../core/core';
import { orgStatus, type OrgSituation } from './words';

export interface OrgStatus extends Disposable {
  readonly show: (current: Org | undefined, situation: OrgSituation) => void;
}

export function createStatus(): OrgStatus {
  const item = window.createStatusBarItem('kinetic.currentOrg', StatusBarAlignment.Left, 50);
  item.name = l10n.t('Kinetic: current org');
  item.command = 'kinetic.orgs.choose';
  return {
    show: (current, situation) => {
      const status = orgStatus(current, situation);
      if (!status) {
        item.hide();
        return;
      }
      item.text = status.text;
      item.tooltip = status.tooltip;
      item.accessibilityInformation = { label: status.spoken, role: 'button' };
      item.backgroundColor = status.background && new ThemeColor(status.background);
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
