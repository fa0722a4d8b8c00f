// A mapping file that is used: what it sends and what not. It stays used until the person says otherwise.
import { l10n } from 'vscode';
import { pickOne, type Choice, type Choices, type StepAnswer, type StepTitle } from '../../host/pick';
import { conversionInWords } from '../../words/steps';
import { acceptMeaning, valuesInWords } from './columnWords';
import { columnsSent, type Draft, type UsedMappingFile } from './draft';
import { lineInWords } from './sdlWords';

/** `stop`: the fields of the columns are asked about instead. `other`: another file is chosen. */
export type UsedAnswer = 'keep' | 'stop' | 'other';

/** Asks again where a line was chosen that only shows a field. */
export async function askUsedMapping(
  draft: Draft,
  used: UsedMappingFile,
  step: StepTitle,
): Promise<StepAnswer<UsedAnswer>> {
  for (;;) {
    const answer = await pickOne<UsedAnswer | 'shown'>(step, {
      placeholder: l10n.t('The fields of {0}. Press Enter to keep them', used.name),
      choices: usedChoices(draft, used),
    });
    if (answer !== 'shown') return answer;
  }
}

function usedChoices(draft: Draft, used: UsedMappingFile): Choices<UsedAnswer | 'shown'> {
  const { name, mapping } = used;
  const { preview } = draft.inspection;
  const { columns } = draft.inspection;
  const sent = columnsSent(draft);
  const shown = (column: string, more: Omit<Choice<'shown'>, 'value'>): Choice<'shown'> => {
    const at = columns.indexOf(column);
    return { value: 'shown', ...more, ...(at >= 0 && { detail: valuesInWords(preview, at) }) };
  };
  const fields = mapping.fields.map((field) => {
    const label = field.from.length > 0 ? l10n.t('{0} → {1}', field.from.join(', '), field.field) : field.field;
    return shown(field.from[0] ?? '', { icon: 'pass', label, description: conversionInWords(field) });
  });
  const left = columns
    .filter((column) => !sent.includes(column))
    .map((column) => shown(column, { icon: 'circle-slash', label: column, description: whyLeftOut(column, used) }));
  return [
    { heading: name },
    { value: 'keep', icon: 'check', label: l10n.t('Keep Using {0}', name), description: acceptMeaning(draft) },
    { value: 'stop', icon: 'close', label: l10n.t('Stop Using {0}', name) },
    { value: 'other', icon: 'folder-opened', label: l10n.t('Use Another Mapping File…') },
    { heading: l10n.t('Sent') },
    ...fields,
    ...(left.length > 0 ? [{ heading: l10n.t('Left out') }, ...left] : []),
  ];
}

function whyLeftOut(column: string, { mapping, report }: UsedMappingFile): string {
  const line = report?.lines.find(({ from, outcome }) => from === column && outcome !== 'replaced');
  if (line) return l10n.t('Line {0}: {1}', line.line, lineInWords(line));
  return mapping.leaveOut?.includes(column) ? l10n.t('left out by the mapping') : l10n.t('not in the mapping');
}
