// `kinetic log tail`: lists new debug logs as they come, with a trace flag that lasts as long as the command.
import { isCanceled, type DebugLog, type DebugLogs, type Task, type Tracing } from '../core/core';
import type { LogWords } from './logWords';
import type { Output, Session } from './session';
import { toJson } from './symbols';
import { timeText } from './timeText';

type TailWords = Extract<LogWords, { readonly action: 'tail' }> & { readonly output: Output };

/** What is left to do after Ctrl+C must not keep the terminal. */
const endMs = 10_000;

/** Ctrl+C is its normal end: exit code 0. */
export async function logTail(words: TailWords, logs: DebugLogs, { console, task }: Session): Promise<number> {
  const stopped = new AbortController();
  console.onInterrupt(() => stopped.abort());
  const until: Task = { ...task, signal: AbortSignal.any([task.signal, stopped.signal]) };
  const { trace } = words;
  const tracing = trace && (await logs.trace(trace, until));
  if (tracing) console.err([`Collecting the debug logs of ${tracing.user.name}. Press Ctrl+C to stop.`]);
  else console.err(['Waiting for debug logs. Press Ctrl+C to stop.']);
  try {
    await Promise.race([
      printLogs({ ...words, filter: filterOf(words, tracing) }, logs, { console, task: until }),
      ...(tracing ? [tracing.keep(trace.minutes, until)] : []),
    ]);
  } catch (error) {
    if (!isCanceled(error)) throw error;
  } finally {
    stopped.abort();
    if (tracing) await endTracing(tracing, console);
  }
  return 0;
}

/** The name of the user may be a username, which logs do not have. */
const filterOf = ({ filter }: TailWords, tracing: Tracing | undefined): TailWords['filter'] =>
  tracing ? { ...filter, user: tracing.user.userId } : filter;

async function printLogs(
  { filter, isWhole, output }: TailWords,
  logs: DebugLogs,
  { console, task }: Pick<Session, 'console' | 'task'>,
): Promise<void> {
  for await (const fresh of logs.watch(filter, task))
    for (const one of fresh) {
      await console.out([output.json ? toJson(one) : lineOf(one)]);
      if (isWhole && !output.json) await console.bytes(await logs.body(one.logId, task));
    }
}

const lineOf = ({ logId, startedAt, userName, operation, status, sizeBytes, durationMs }: DebugLog): string =>
  [logId, timeText(startedAt), userName, operation, status, `${sizeBytes} bytes`, `${durationMs} ms`].join('  ');

async function endTracing(tracing: Tracing, console: Session['console']): Promise<void> {
  const until = new Date(tracing.expiresAt()).toISOString().slice(11, 16);
  try {
    const end = await tracing.end({ signal: AbortSignal.timeout(endMs), progress: () => undefined });
    console.err([
      end === 'removed'
        ? 'The trace flag was removed.'
        : 'The trace flag was also set by another tool or window, so it stays until it expires.',
    ]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.err([`The trace flag could not be removed; it expires at ${until} UTC: ${reason}`]);
  }
}
