// The progress of a job on stderr: one line that is redrawn on a terminal, else a new line per change.
import { paceOf, progressOf, type JobState } from '../core/core';
import { count } from './counts';
import { kindOf } from './kinds';

export interface ProgressWriter {
  readonly show: (state: JobState) => void;
  /** Ends the redrawn line. */
  readonly end: () => void;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const barWidth = 24;

export function createProgressWriter(screen: Screen): ProgressWriter {
  let last = '';
  const live = screen.isTTY === true;
  return {
    show: (state) => {
      const line = progressLine(state, live);
      if (line === last || state.outcome === 'rejected') return;
      last = line;
      screen.write(live ? `\r\u001b[2K${line.slice(0, (screen.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end: () => {
      if (live && last !== '') screen.write('\n');
    },
  };
}

/** `live`: for a terminal, with a bar and the speed. Without it only steps of ten percent change the line. */
export function progressLine(state: JobState, live: boolean): string {
  if (state.aborting && state.phase !== 'finished') return 'Aborting…';
  const { done, total = 0 } = progressOf(state);
  const share = total > 0 ? Math.min(1, done / total) : state.outcome === 'completed' ? 1 : 0;
  const percent = live ? Math.floor(share * 100) : Math.floor(share * 10) * 10;
  const counts = state.total === undefined ? '' : `  ${countsOf(state, live)}`;
  const delay = state.delayed ? `  (${delayOf(state.delayed.code)})` : '';
  return `${live ? `${bar(share)} ` : ''}${state.phase} ${percent}%${counts}${delay}`;
}

function countsOf(state: JobState, live: boolean): string {
  const { rowsPerSecond } = paceOf(state);
  const { amount, unit, route } = kindOf(state);
  const speed = live && rowsPerSecond !== undefined ? `, ${count(Math.round(rowsPerSecond))} ${unit}/s` : '';
  const failed = state.failed > 0 ? `, ${count(state.failed)} failed` : '';
  return `${amount(state.total ?? 0)}${route(state)}${speed}${failed}`;
}

const delayOf = (code: string): string =>
  code.startsWith('network.') ? 'waiting for the connection' : 'waiting for Salesforce';

const bar = (share: number): string => `[${'#'.repeat(Math.round(share * barWidth)).padEnd(barWidth)}]`;
