// The file format of a job's journal: one line of JSON for each event, checked when it is read.
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import { checkFormat, NewerJournalError, reasonOf } from '../kernel/journalLine';
import type { ErrorData, JobApproval, JobCreated, JobEvent, RecordedEvent } from '../model/job';
import type { JobJournal } from '../ports';
import { kindOf, type AnyKinds, type Decoder } from './jobKind';

/** Raise it with each change after which an old version misreads new journals, or the new version old ones. */
const format = 1;

/** The first line names the format of all lines. */
export const toLine = (event: RecordedEvent): string =>
  JSON.stringify(event.type === 'created' ? { format, ...event } : event);

/**
 * Throws at the first line that is damaged, unknown or contradicts those before it: `job.newerJournal` when a newer
 * version wrote it, else `job.unreadableJournal`. Never guesses and never skips a line.
 */
export async function* readEvents({ file, lines }: JobJournal, kinds: AnyKinds): AsyncGenerator<RecordedEvent> {
  let line = 0;
  let decode = (text: string): RecordedEvent => {
    const created = decodeFirst(text, kinds);
    decode = createDecoder(created.spec.kind, kinds);
    return created;
  };
  for await (const texts of lines)
    for (const text of texts) {
      line++;
      let event: RecordedEvent;
      try {
        event = decode(text);
      } catch (error) {
        throw toJournalError(error, { file, line });
      }
      yield event;
    }
}

/** `place`: the file and the line at which it could not be read. */
export function toJournalError(
  error: unknown,
  place: { readonly file: string; readonly line: number },
): SalesforceError {
  const code = error instanceof NewerJournalError ? 'job.newerJournal' : 'job.unreadableJournal';
  return new SalesforceError(code, { ...place, reason: reasonOf(error) }, { cause: error });
}

export const errorData: z.ZodType<ErrorData> = z.lazy(() =>
  z.object({
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);

/** Milliseconds since 1970; a clock may have fractions. */
export const at = z.number().nonnegative();

const approval: z.ZodType<JobApproval> = z.lazy(() =>
  z.object({ by: z.enum(['yes', 'orgName']), inputSha256: z.string() }),
);

const general: { readonly [Type in Exclude<JobEvent['type'], 'created'>]: Decoder<EventOf<Type>> } = {
  delayed: z.lazy(() => z.object({ at, type: z.literal('delayed'), error: z.exactOptional(errorData) })),
  interrupted: z.lazy(() => z.object({ at, type: z.literal('interrupted'), error: errorData })),
  resumed: z.lazy(() => z.object({ at, type: z.literal('resumed'), approval: z.exactOptional(approval) })),
  aborting: z.lazy(() => z.object({ at, type: z.literal('aborting') })),
  finished: z.lazy(() =>
    z.object({
      at,
      type: z.literal('finished'),
      outcome: z.enum(['completed', 'aborted', 'failed', 'rejected']),
      error: z.exactOptional(errorData),
    }),
  ),
};

type EventOf<Type extends JobEvent['type']> = Extract<JobEvent, { readonly type: Type }>;

const createdLine = z.lazy(() =>
  z.object({
    at,
    type: z.literal('created'),
    jobId: z.string(),
    spec: z.looseObject({ kind: z.string() }),
    orgLabel: z.string(),
    approval: z.exactOptional(approval),
  }),
);

function decodeFirst(text: string, kinds: AnyKinds): JobCreated {
  const value: unknown = JSON.parse(text);
  checkFormat(value, format);
  const created = createdLine.parse(value);
  if (!Object.hasOwn(kinds, created.spec.kind))
    throw new NewerJournalError(`unknown kind of job ${JSON.stringify(created.spec.kind)}`);
  return { ...created, spec: kindOf(kinds, created.spec).spec.parse(created.spec) };
}

/** For the lines of one journal after its first. */
function createDecoder(name: string, kinds: AnyKinds): (text: string) => RecordedEvent {
  const { events, createCheck } = kindOf(kinds, { kind: name });
  const check = createCheck?.();
  let isFinished = false;
  return (text) => {
    const value: unknown = JSON.parse(text);
    const { type, apiCalls } = eventHead.parse(value);
    const event = decoderOf(type, events, kinds).parse(value);
    // What a late process records about a finished job changes nothing.
    if (!isFinished && (type === 'finished' || Object.hasOwn(events, type))) check?.(event);
    isFinished ||= type === 'finished';
    return apiCalls === undefined ? event : { ...event, apiCalls };
  };
}

const eventHead = z.lazy(() => z.object({ type: z.string(), apiCalls: z.exactOptional(z.int().nonnegative()) }));

type Decoders = Readonly<Record<string, Decoder<RecordedEvent> | 'transient'>>;

function decoderOf(type: string, own: Decoders, kinds: AnyKinds): Decoder<RecordedEvent> {
  const decoders: Decoders = Object.hasOwn(general, type) ? general : own;
  const decoder = Object.hasOwn(decoders, type) ? decoders[type] : undefined;
  if (decoder !== undefined && decoder !== 'transient') return decoder;
  const isKnown = type === 'created' || Object.values(kinds).some(({ events }) => Object.hasOwn(events, type));
  if (isKnown) throw new Error(`the event ${JSON.stringify(type)} is out of place`);
  throw new NewerJournalError(`unknown event ${JSON.stringify(type)}`);
}
