// `kinetic log`: the debug logs of the org.
import type { DebugLog, DebugLogs, LogFilter } from '../core/core';
import { logFolder } from '../node/dataFolder';
import { plural } from '../shared/protocol/plural';
import { count } from './counts';
import type { LogWords } from './logWords';
import { logTail } from './logTail';
import type { Output, Session } from './session';
import { toJson, toJsonLines } from './symbols';
import type { Cell, Column } from './table';
import { timeText } from './timeText';

type Words<Action extends LogWords['action']> = Extract<LogWords, { readonly action: Action }> & {
  readonly output: Output;
};

export async function log(words: LogWords & { readonly output: Output }, session: Session): Promise<number> {
  const { logs } = await session.core.org(session.org.orgId);
  switch (words.action) {
    case 'list':
      return list(words, logs, session);
    case 'get':
      await session.console.bytes(await logs.body(words.logId, session.task));
      return 0;
    case 'tail':
      return logTail(words, logs, session);
    case 'search':
      return search(words, logs, session);
    case 'delete':
      return remove(words, logs, session);
  }
}

async function list({ filter, limit, output }: Words<'list'>, logs: DebugLogs, session: Session): Promise<number> {
  const { console, task } = session;
  const found: DebugLog[] = [];
  for await (const page of logs.all(filter, task)) {
    found.push(...page);
    if (found.length >= limit) break;
  }
  const shown = found.slice(0, limit);
  if (output.json) await console.out(toJsonLines(shown));
  else if (shown.length === 0) console.err(['No matching debug logs. To collect some, run: kinetic log tail']);
  else await console.table({ columns, rows: shown.map(cellsOf) });
  return 0;
}

const columns: readonly Column[] = [
  { title: 'ID' },
  { title: 'Started' },
  { title: 'User', min: 8 },
  { title: 'Operation', min: 12 },
  { title: 'Status', min: 10 },
  { title: 'Bytes', optional: 1 },
  { title: 'Milliseconds', optional: 2 },
];

export const cellsOf = (one: DebugLog): readonly Cell[] => [
  one.logId,
  timeText(one.startedAt),
  one.userName,
  one.operation,
  one.status,
  one.sizeBytes,
  one.durationMs,
];

async function search({ text, filter, output }: Words<'search'>, logs: DebugLogs, session: Session): Promise<number> {
  const { console, task } = session;
  let hasFound = false;
  for await (const { log: one, path, lines, hasMore } of logs.search({ text, filter }, logFolder(), task)) {
    hasFound = true;
    if (output.json) await console.out([toJson({ ...one, path, lines, hasMore })]);
    else await console.out(lines.map((found) => `${one.logId}:${found.line}: ${found.text}`));
    if (hasMore && !output.json) console.err([`${one.logId} has more lines with this text.`]);
  }
  if (!hasFound) console.err(['No debug log has this text.']);
  return hasFound ? 0 : 1;
}

async function remove(words: Words<'delete'>, logs: DebugLogs, session: Session): Promise<number> {
  const { console, task } = session;
  const logIds = 'logIds' in words ? words.logIds : await idsOf(words.filter, logs, session);
  const { deleted, failed } = await logs.remove(logIds, logFolder(), task);
  const exitCode = failed.length > 0 ? 1 : 0;
  if (words.output.json) await console.out(toJsonLines({ deleted, failed, exitCode }));
  else {
    console.err([`Deleted ${logsText(deleted)}.`]);
    console.err(failed.map(({ logId, message }) => `${logId}: ${message}`));
  }
  return exitCode;
}

const logsText = (logs: number): string => plural(logs, { one: '1 debug log', other: `${count(logs)} debug logs` });

async function idsOf(filter: LogFilter, logs: DebugLogs, { task }: Session): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of logs.all(filter, task)) ids.push(...page.map(({ logId }) => logId));
  return ids;
}
