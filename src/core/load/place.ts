// Where a load keeps what it made of its file, and what it knows of it once the file was read through.
import type { CsvPlan } from '../bulk/bulk';
import type { FilePlan } from '../model/load';
import type { Files } from '../ports';
import type { RowFiles } from '../results/layout';

export interface LoadPlace {
  readonly files: Files;
  /** The job's own folder. */
  readonly folder: string;
}

export type LoadPlan = FilePlan & Pick<CsvPlan, 'parts'>;

/** The rewritten copy of the file. */
export const copyPath = ({ files, folder }: LoadPlace): string => files.join(folder, 'upload.csv');

/**
 * The source line of each row of the copy, where counting the copy's own lines would not give it: kernel/numberFile.
 */
export const linesPath = ({ files, folder }: LoadPlace): string => files.join(folder, 'upload.lines');

/** The rows that are not sent, until the plan says which part they are. */
export const unsentFiles = ({ files, folder }: LoadPlace): RowFiles => ({
  csv: files.join(folder, 'unsent.csv'),
  index: files.join(folder, 'unsent.idx'),
});
