// `kinetic writes`: what was written from this computer.
import type { Core, WriteEntry } from '../core/core';
import { stateText } from './resultLines';
import { linkedMessageOf } from './results';
import type { Console, Output } from './session';
import { toJsonLines } from './symbols';
import type { Cell, Column } from './table';
import { timeText } from './timeText';

export interface WritesOptions {
  /** Only writes of the last days. */
  readonly days?: number;
  readonly output: Output;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Needs no org: it lists the write journal of this computer. */
export async function writes({ days, output }: WritesOptions, core: Core, console: Console): Promise<number> {
  const filter = days === undefined ? {} : { since: Date.now() - days * dayMs };
  const entries = await core.writes.list(filter);
  if (output.json) await console.out(toJsonLines(entries));
  else if (entries.length === 0) console.err(['No writes yet.']);
  else await console.table({ columns, rows: entries.map(cellsOf) });
  console.err((await core.writes.unreadable(filter)).map(linkedMessageOf));
  return 0;
}

const columns: readonly Column[] = [
  { title: 'Time' },
  { title: 'Outcome' },
  { title: 'Operation', min: 10, optional: 2 },
  { title: 'Object', min: 10 },
  { title: 'Rows' },
  { title: 'Succeeded', optional: 9 },
  { title: 'Failed', optional: 1 },
  { title: 'Unprocessed', optional: 3 },
  { title: 'Unknown', optional: 3 },
  { title: 'Org', min: 10, optional: 4 },
  { title: 'User', min: 10, optional: 8 },
  { title: 'By', min: 10, optional: 7 },
  { title: 'Job', optional: 6 },
  { title: 'Reason', min: 10, optional: 5 },
];

function cellsOf(entry: WriteEntry): readonly Cell[] {
  const { at, outcome, reason = '', operations, objects, rows, counts, orgLabel, user, jobId = '' } = entry;
  const { startedBy, program } = entry;
  return [
    timeText(at),
    stateText(outcome),
    operations.join('+'),
    (objects ?? ['?']).join(',') || '-',
    rows ?? '',
    counts?.succeeded ?? '',
    counts?.failed ?? '',
    counts?.unprocessed ?? '',
    counts?.unknown ?? '',
    orgLabel,
    user,
    startedBy === undefined ? program : `${startedBy} in ${program}`,
    jobId,
    reason,
  ];
}
