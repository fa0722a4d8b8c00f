// Asks for the time zone of times that name none.
import { l10n } from 'vscode';
import { pickOne, type Choice, type StepAnswer, type StepTitle } from '../../host/pick';

/** `offered`: the one that is chosen now. */
export async function askTimeZone(step: StepTitle, offered?: string): Promise<StepAnswer<string>> {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own && zone !== 'UTC');
  const toChoice = (value: string): Choice<string> => ({ value, label: value });
  return pickOne<string>(step, {
    placeholder: l10n.t('In which time zone are the times of the file?'),
    choices: [
      ...(own === 'UTC' ? [] : [{ ...toChoice(own), description: l10n.t('time zone of this computer') }]),
      toChoice('UTC'),
      ...others.map(toChoice),
    ],
    ...(offered !== undefined && { offered }),
  });
}
