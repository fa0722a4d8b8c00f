// Opens a file that a job may have loaded at a line.
import type { Jobs } from '../../../core/core';
import { openPlace, type FilePlace } from '../../openPlace';
import { isLoad } from './loadKind';

/** In the encoding of the newest load of the file; undefined if it was never loaded. */
export const openLine = (path: string, at: FilePlace, jobs: Pick<Jobs, 'list'>): Promise<void> =>
  openPlace(
    path,
    at,
    jobs
      .list()
      .filter(isLoad)
      .find(({ spec }) => spec.file === path)?.plan?.encoding,
  );
