// The words after `kinetic log`: what to do, and with which logs.
import type { LogFilter } from '../core/core';
import type { OptionName, Values } from './optionRows';
import { badArgument, number } from './values';

export type LogWords =
  | { readonly action: 'list'; readonly filter: LogFilter; readonly limit: number }
  | { readonly action: 'get'; readonly logId: string }
  | {
      readonly action: 'tail';
      readonly filter: LogFilter;
      /** Missing: no trace flag is set. */
      readonly trace?: { readonly user?: string; readonly minutes: number; readonly debugLevel?: string };
      /** Prints the text of each log, too. */
      readonly isWhole: boolean;
    }
  | { readonly action: 'search'; readonly text: string; readonly filter: LogFilter }
  | { readonly action: 'delete'; readonly logIds: readonly string[] }
  | { readonly action: 'delete'; readonly filter: LogFilter };

const defaultLimit = 50;
const defaultMinutes = 30;
const dayMs = 24 * 60 * 60 * 1000;

const filters: readonly OptionName[] = ['user', 'contains', 'days'];

/** Throws `input.badArgument`. */
export function toLogWords([action, ...words]: readonly string[], values: Values): LogWords {
  switch (action) {
    case 'list':
      none(words, action);
      only([...filters, 'limit'], action, values);
      return {
        action,
        filter: toFilter(values),
        limit: number('limit', '--limit', values.limit).limit ?? defaultLimit,
      };
    case 'get':
      only([], action, values);
      return { action, logId: one(words, 'Name one log, for example: kinetic log get 07L5g00000AbCdEEAV') };
    case 'tail':
      none(words, action);
      return toTail(values);
    case 'search':
      only(filters, action, values);
      return {
        action,
        text: one(words, 'Write one text, in quotes: kinetic log search "TEXT"'),
        filter: toFilter(values),
      };
    case 'delete':
      return toDelete(words, values);
    default:
      throw badArgument('Write what to do: kinetic log list, get LOG, tail, search TEXT, or delete LOG.');
  }
}

function toTail(values: Values): LogWords {
  only(['user', 'contains', 'log', 'minutes', 'debug-level', 'no-trace'], 'tail', values);
  const { user, minutes, 'debug-level': debugLevel, 'no-trace': noTrace = false } = values;
  if (noTrace && (minutes ?? debugLevel) !== undefined)
    throw badArgument('--minutes and --debug-level belong to the trace flag, which --no-trace does not set.');
  const trace = {
    ...(user !== undefined && { user }),
    minutes: number('minutes', '--minutes', minutes).minutes ?? defaultMinutes,
    ...(debugLevel !== undefined && { debugLevel }),
  };
  return { action: 'tail', filter: toFilter(values), isWhole: values.log ?? false, ...(!noTrace && { trace }) };
}

function toDelete(words: readonly string[], values: Values): LogWords {
  if (!values.all) {
    only([], 'delete without --all', values);
    if (words.length === 0) throw badArgument('Name the logs to delete, or add --all.');
    return { action: 'delete', logIds: words };
  }
  if (words.length > 0) throw badArgument('Name the logs to delete, or add --all, not both.');
  only([...filters, 'all'], 'delete', values);
  return { action: 'delete', filter: toFilter(values) };
}

function toFilter({ user, contains, days }: Values): LogFilter {
  const age = number('days', '--days', days).days;
  return {
    ...(user !== undefined && { user }),
    ...(contains !== undefined && { text: contains }),
    ...(age !== undefined && { since: Date.now() - age * dayMs }),
  };
}

function one([word, ...more]: readonly string[], request: string): string {
  if (word === undefined || more.length > 0) throw badArgument(request);
  return word;
}

function none([word]: readonly string[], action: string): void {
  if (word !== undefined) throw badArgument(`kinetic log ${action} takes no argument, such as “${word}”.`);
}

const ofSomeActions: readonly OptionName[] = [
  ...filters,
  ...(['limit', 'log', 'minutes', 'debug-level', 'no-trace', 'all'] as const),
];

/** Options without an effect are rejected, not ignored. */
function only(allowed: readonly OptionName[], action: string, values: Values): void {
  const wrong = ofSomeActions.find((name) => values[name] !== undefined && !allowed.includes(name));
  if (wrong !== undefined) throw badArgument(`--${wrong} is not an option of log ${action}.`);
}
