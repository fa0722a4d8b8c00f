// What the lines of all journals share: JSON, a format number, and a reason for each damaged line.
import * as z from 'zod';

const head = z.object({ format: z.optional(z.unknown()) });

/** The line is sound, and a newer version of this program wrote it. */
export class NewerJournalError extends Error {}

/** Throws when the line has a format other than `format`: a {@link NewerJournalError} when it is a higher one. */
export function checkFormat(value: unknown, format: number): void {
  const found = head.parse(value).format;
  if (typeof found === 'number' && found > format) throw new NewerJournalError(`format ${found} instead of ${format}`);
  if (found !== format) throw new Error(`format ${JSON.stringify(found)} instead of ${format}`);
}

/** Names the first invalid property. */
export function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'not JSON';
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [issue] = error.issues;
  if (!issue) return error.message;
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
