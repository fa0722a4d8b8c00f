// The file format of a job's journal: one line of JSON for each event, checked when it is read.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { checkFormat, reasonOf } from '../kernel/journalLine';
import type { ErrorData, JobCreated, JobEvent, RecordedEvent } from '../model/job';
import type { JournalText } from '../ports';
import { kindOf, type AnyKinds, type Decoder } from './jobKind';

/** Raise it with each change after which an old version misreads new journals, or the new version old ones. */
const format = 1;

/** The first line names the format of all lines. */
export const toLine = (event: RecordedEvent): string =>
  JSON.stringify(event.type === 'created' ? { format, ...event } : event);

/** Throws `job.unreadableJournal` at the first damaged or unknown line. Never guesses and never skips a line. */
export function readEvents({ file, lines }: JournalText, kinds: AnyKinds): readonly RecordedEvent[] {
  const [first, ...rest] = lines;
  if (first === undefined) return [];
  const at = <T>(line: number, decode: () => T): T => {
    try {
      return decode();
    } catch (error) {
      throw new SalesforceError('job.unreadableJournal', { file, line, reason: reasonOf(error) }, { cause: error });
    }
  };
  const created = at(1, () => decodeFirst(first, kinds));
  const decoders = { ...general, ...kindOf(kinds, created.spec).events };
  return [created, ...rest.map((text, index) => at(index + 2, () => decodeLine(text, decoders)))];
}

export const errorData: z.ZodType<ErrorData> = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

const at = z.number();

const general: { readonly [Type in Exclude<JobEvent['type'], 'created'>]: Decoder<EventOf<Type>> } = {
  delayed: z.object({ at, type: z.literal('delayed'), error: z.exactOptional(errorData) }),
  interrupted: z.object({ at, type: z.literal('interrupted'), error: errorData }),
  resumed: z.object({ at, type: z.literal('resumed') }),
  aborting: z.object({ at, type: z.literal('aborting') }),
  finished: z.object({
    at,
    type: z.literal('finished'),
    outcome: z.enum(['completed', 'aborted', 'failed', 'rejected']),
    error: z.exactOptional(errorData),
  }),
};

type EventOf<Type extends JobEvent['type']> = Extract<JobEvent, { readonly type: Type }>;

const createdLine = z.object({
  at,
  type: z.literal('created'),
  jobId: z.string(),
  spec: z.looseObject({ kind: z.string() }),
  orgLabel: z.string(),
});

function decodeFirst(text: string, kinds: AnyKinds): JobCreated {
  const value: unknown = JSON.parse(text);
  checkFormat(value, format);
  const created = createdLine.parse(value);
  if (!Object.hasOwn(kinds, created.spec.kind))
    throw new Error(`unknown kind of job ${JSON.stringify(created.spec.kind)}`);
  return { ...created, spec: kindOf(kinds, created.spec).spec.parse(created.spec) };
}

type Decoders = Readonly<Record<string, Decoder<RecordedEvent> | 'transient'>>;

function decodeLine(text: string, decoders: Decoders): RecordedEvent {
  const value = JSON.parse(text) as { readonly type?: unknown } | null;
  const type = String(value?.type);
  const decoder = Object.hasOwn(decoders, type) ? decoders[type] : undefined;
  if (decoder === undefined || decoder === 'transient') throw new Error(`unknown event ${JSON.stringify(type)}`);
  return decoder.parse(value);
}
