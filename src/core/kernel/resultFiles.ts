// What a job's folder of results looks like: names of the files and the layout of the row index beside each CSV.
import type { Files } from '../ports';

export type RowList = 'failed' | 'succeeded' | 'unprocessed';

export interface ResultFolder {
  readonly files: Files;
  readonly folder: string;
}

/** The list's CSV with the rows of all parts, which mergeResults writes at the end of a job. */
export const mergedCsv = ({ files, folder }: ResultFolder, list: RowList): string => files.join(folder, `${list}.csv`);
