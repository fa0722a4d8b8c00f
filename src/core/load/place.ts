// Where a load keeps what it made of its file, and what it knows of it once the file was read through.
import type { CsvPlan } from '../bulk/bulk';
import type { FilePlan } from '../model/load';
import type { Files } from '../ports';

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
