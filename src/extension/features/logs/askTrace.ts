// Asks whose logs are collected, and in which detail.
import { l10n } from 'vscode';
import type { DebugLogs, Org } from '../../../core/core';
import { askText, back, pickOne } from '../../host/pick';

export interface TraceAnswer {
  readonly user: string;
  /** Missing: that of Kinetic, or of the flag that the user has. */
  readonly debugLevel?: string;
}

/** Undefined when nothing is to start. */
export async function askTrace(org: Org, logs: DebugLogs): Promise<TraceAnswer | undefined> {
  const title = l10n.t('Start Collecting Logs in {0}', org.label);
  const user = await askText(
    { title, canGoBack: false, steps: { at: 1, of: 2 } },
    {
      prompt: l10n.t('Username, full name or ID of the user'),
      check: (text) => (text === '' ? l10n.t('Enter a user.') : undefined),
    },
  );
  if (user === back) return undefined;
  const debugLevel = await pickOne<string>(
    { title, canGoBack: true, steps: { at: 2, of: 2 } },
    {
      placeholder: l10n.t('In which detail?'),
      choices: async (signal) => {
        const levels = await logs.debugLevels({ signal, progress: () => undefined });
        const own = {
          value: '',
          label: l10n.t('Kinetic'),
          description: l10n.t('full detail of Apex and the database'),
        };
        const others = levels
          .filter(({ name }) => name !== 'Kinetic')
          .map(({ name, label, apexCode, database }) => ({
            value: name,
            label: name,
            description: l10n.t('Apex {0}, database {1}', apexCode, database),
            ...(label !== name && { detail: label }),
          }));
        return [own, ...others];
      },
    },
  );
  if (debugLevel === back) return askTrace(org, logs);
  return { user, ...(debugLevel !== '' && { debugLevel }) };
}
