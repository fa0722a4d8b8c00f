// A load with all its attempts, as far as it says which rows a changed file has now.
import type { LoadState } from '../../model/load';
import type { Files, Sha256 } from '../../ports';
import type { RowView } from '../../results/rowQuery';

export interface LoadFamily {
  /** The attempt with the rows. */
  readonly state: LoadState;
  /** The field that finds the records; undefined for inserts. */
  readonly key: string | undefined;
  /** All attempts of the load. */
  readonly attempts: readonly LoadState[];
  /** Whether the lines of an attempt are those of the file of the load that owns the line numbers. */
  readonly sharesLines: (attempt: LoadState) => boolean;
  readonly files: Files;
  readonly sha256: () => Sha256;
  readonly viewOf: (state: LoadState) => Promise<RowView>;
}
