// What the page remembers while it is hidden: list, filter, order, widths and scroll position.
import * as z from 'zod/mini';
import { rowList } from '../../../../src/shared/protocol/job';

const arrangement = z.object({
  list: rowList,
  text: z.string(),
  /** Code, message and fields of the chosen error, because the indexes of groups change while the job runs. */
  group: z.optional(z.string()),
  sort: z.optional(z.object({ column: z.string(), descending: z.boolean() })),
  widths: z.record(z.string(), z.number()),
  row: z.number(),
  left: z.number(),
  partsOpen: z.boolean(),
});
export type Arrangement = z.output<typeof arrangement>;

const initial: Arrangement = { list: 'failed', text: '', widths: {}, row: 0, left: 0, partsOpen: false };

export const toArrangement = (stored: unknown): Arrangement => {
  const read = z.safeParse(arrangement, stored);
  return read.success ? read.data : initial;
};
