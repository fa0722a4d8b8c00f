// Asks in which encoding a file is. Below the name of each is what it makes of the same values: only a person can see
// which one is right.
import { l10n } from 'vscode';
import type { Core, Encoding, EncodingCandidate } from '../core/core';
import { pickOne, type Choice, type Choices, type StepAnswer, type StepTitle } from './host/pick';
import { encodingInWords } from './words/encoding';

export async function askEncoding(
  file: string,
  step: StepTitle,
  core: Pick<Core, 'encodingsOf'>,
): Promise<StepAnswer<Encoding>> {
  const { encodings } = await import('../core/core');
  const question = {
    placeholder: l10n.t('The file is not UTF-8. Choose the encoding that reads its values correctly.'),
    choices: async (signal: AbortSignal) => encodingChoices(await core.encodingsOf(file, signal), encodings),
  };
  return await pickOne<Encoding>(step, question);
}

/** The likeliest first, then the names of all others. */
export function encodingChoices(candidates: readonly EncodingCandidate[], all: readonly Encoding[]): Choices<Encoding> {
  const likely = candidates.map(({ encoding, samples }): Choice<Encoding> => ({
    value: encoding,
    label: encodingInWords(encoding),
    detail: samples.join(' · '),
  }));
  const others = all.filter((encoding) => !candidates.some((candidate) => candidate.encoding === encoding));
  return [
    ...likely,
    { heading: l10n.t('Other Encodings') },
    ...others.map((encoding) => ({ value: encoding, label: encodingInWords(encoding) })),
  ];
}
