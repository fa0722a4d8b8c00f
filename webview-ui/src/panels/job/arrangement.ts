// What the page remembers about itself between two showings: list, filter, order, widths and place.
import * as z from 'zod/mini';
import { rowList } from '../../../../src/shared/protocol/job';

const arrangement = z.object({
  list: rowList,
  text: z.string(),
  /** Code, message and fields of the chosen error, since numbers of groups change while the job runs. */
  group: z.optional(z.string()),
  sort: z.optional(z.object({ by: z.union([z.enum(['line', 'error']), z.number()]), descending: z.boolean() })),
  widths: z.record(z.string(), z.number()),
  row: z.number(),
  left: z.number(),
  partsOpen: z.boolean(),
});
export type Arrangement = z.output<typeof arrangement>;

const fresh: Arrangement = { list: 'failed', text: '', widths: {}, row: 0, left: 0, partsOpen: false };

export const toArrangement = (remembered: unknown): Arrangement => {
  const read = z.safeParse(arrangement, remembered);
  return read.success ? read.data : fresh;
};
