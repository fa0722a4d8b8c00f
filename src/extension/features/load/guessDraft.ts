// Guesses a draft from a file, from the org, and from what was accepted in earlier loads.
import type { GuessSource, LoadGuess } from '../../../core/core';
import { fileNameOf } from '../../host/fileName';
import { withGuess, type Basis, type Draft } from './draft';
import type { RememberedColumns } from './rememberedColumns';

export async function guessDraft(
  basis: Basis,
  remembered: RememberedColumns,
  guessFrom: (source: GuessSource) => Promise<LoadGuess | undefined>,
): Promise<Draft> {
  const { file, columns, preview } = basis.inspection;
  const guess = await guessFrom({ fileName: fileNameOf(file), columns, preview, remembered: remembered.of });
  return withGuess(basis, guess, guess && remembered.timeZoneOf(guess.object));
}
