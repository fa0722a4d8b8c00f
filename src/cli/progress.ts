// The progress of a job on stderr: one line that is redrawn on a terminal, else a new line per change.
import { paceOf, progressOf, type JobState } from '../core/core';
import { count } from './counts';
import { kindOf } from './kinds';
import type { Console } from './session';
import { styled, type Line } from './style';

const maxBarColumns = 24;
/** A shorter bar shows nothing that the percentage does not. */
const minBarColumns = 8;

/** Shows each change once. */
export function createProgressWriter({ err, live }: Pick<Console, 'err' | 'live'>): (state: JobState) => void {
  let last = '';
  return (state) => {
    const line = live ? liveLine(state, live.columns()) : progressLine(state);
    if (line === last || state.outcome === 'rejected') return;
    last = line;
    if (live) live.redraw(marked(line, failedText(state)[0]));
    else err([line]);
  };
}

/** For logs: only steps of ten percent change the line, so it has no speed. */
export function progressLine(state: JobState): string {
  if (isAborting(state)) return abortingText;
  const { amount, route } = kindOf(state);
  const total = state.total === undefined ? [] : [`${amount(state.total)}${route(state)}`];
  const counts = [...total, ...failedText(state)].join(', ');
  const delay = state.delayed ? `  (${delayOf(state.delayed.code)})` : '';
  return `${state.phase} ${Math.floor(shareOf(state) * 10) * 10}%${counts && `  ${counts}`}${delay}`;
}

/**
 * For a terminal. What matters most comes first: a narrow terminal loses the speed, then the total, and the bar takes
 * what is left.
 */
export function liveLine(state: JobState, columns: number): string {
  // A line that fills the last column would wrap.
  const room = columns - 1;
  const text = fittingText(textsOf(state), room);
  const barColumns = Math.min(maxBarColumns, room - text.length - '[] '.length);
  return isAborting(state) || barColumns < minBarColumns ? text : `${bar(shareOf(state), barColumns)} ${text}`;
}

function textsOf(state: JobState): readonly string[] {
  if (isAborting(state)) return [abortingText];
  const { rowsPerSecond } = paceOf(state);
  const { amount, unit } = kindOf(state);
  return [
    ...failedText(state),
    `${state.phase} ${Math.floor(shareOf(state) * 100)}%`,
    ...(state.delayed ? [delayOf(state.delayed.code)] : []),
    ...(state.total === undefined ? [] : [amount(state.total)]),
    ...(rowsPerSecond === undefined ? [] : [`${count(Math.round(rowsPerSecond))} ${unit}/s`]),
  ];
}

/** As many of the first texts as fit, and at least a piece of the first one. */
function fittingText(texts: readonly string[], room: number): string {
  const text = texts.join(', ');
  if (text.length <= room) return text;
  return texts.length > 1 ? fittingText(texts.slice(0, -1), room) : text.slice(0, Math.max(room, 0));
}

/** The failed rows in red. */
function marked(line: string, failed: string | undefined): Line {
  const at = failed === undefined ? -1 : line.indexOf(failed);
  if (failed === undefined || at < 0) return line;
  return [line.slice(0, at), styled('red', failed), line.slice(at + failed.length)];
}

const abortingText = 'Aborting…';
const isAborting = ({ aborting, phase }: JobState): boolean => aborting && phase !== 'finished';

function shareOf(state: JobState): number {
  const { done, total = 0 } = progressOf(state);
  return total > 0 ? Math.min(1, done / total) : state.outcome === 'completed' ? 1 : 0;
}

const failedText = ({ failed }: JobState): readonly string[] => (failed > 0 ? [`${count(failed)} failed`] : []);

const delayOf = (code: string): string =>
  code.startsWith('network.') ? 'waiting for the connection' : 'waiting for Salesforce';

const bar = (share: number, columns: number): string => `[${'#'.repeat(Math.round(share * columns)).padEnd(columns)}]`;
