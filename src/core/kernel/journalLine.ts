// What the lines of all journals have in common: they are JSON, say their format, and give a reason when they are damaged.
import * as z from 'zod';

const head = z.object({ format: z.optional(z.unknown()) });

/** Throws when the line is of another format than `format`. */
export function checkFormat(value: unknown, format: number): void {
  const found = head.parse(value).format;
  if (found !== format) throw new Error(`format ${JSON.stringify(found)} instead of ${format}`);
}

/** Names the first property that is wrong. */
export function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'not JSON';
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [issue] = error.issues;
  if (!issue) return error.message;
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}
