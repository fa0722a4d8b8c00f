// The status bar item with the org that commands act on.
import { l10n } from 'vscode';
import { createStatusItem, type StatusItem } from '../../host/statusBar';

export const createStatus = (): StatusItem =>
  createStatusItem({
    id: 'kinetic.currentOrg',
    name: l10n.t('Kinetic: current org'),
    command: 'kinetic.orgs.choose',
    priority: 50,
  });
