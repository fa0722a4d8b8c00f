// How steps and conditions read a row.

/** The values of one row of the file. */
export interface RowCells {
  /** By the place of the column. */
  readonly cell: (at: number) => string;
}
