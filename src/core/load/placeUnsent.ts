// Makes the rows that are not sent the result files of their part, whose number is known once the file is cut.
import { writeFile } from '../kernel/writeFile';
import { partFiles } from '../results/layout';
import { unsentFiles, type LoadPlace, type LoadPlan } from './place';

/** Before the plan is in the journal: from then on the part is finished. */
export async function placeUnsent({ parts }: Pick<LoadPlan, 'parts'>, place: LoadPlace): Promise<void> {
  const part = parts.find(({ unsent }) => unsent !== undefined);
  if (!part) return;
  const { files } = place;
  const from = unsentFiles(place);
  const to = partFiles(place, 'failed', part.index);
  // The index is written last: where it exists, the CSV is whole.
  await writeFile(files.read(from.csv, { start: 0, lent: true }), to.csv, files);
  await writeFile(files.read(from.index, { start: 0, lent: true }), to.index, files);
}
