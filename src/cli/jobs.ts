// `kinetic jobs`: lists the jobs of this computer.
import { basename } from 'node:path';
import type { Core, JobState, UnreadableJob } from '../core/core';
import type { CommandOf } from './arguments';
import { kindOf, toResult } from './kinds';
import { stateText } from './resultLines';
import { errorText, linkedMessageOf } from './results';
import type { Console } from './session';
import { toJsonLines } from './symbols';
import type { Cell, Column } from './table';
import { shortTimeText, timeText } from './timeText';

/** Needs no org. */
export async function jobs({ output }: CommandOf<'jobs'>, core: Core, console: Console): Promise<number> {
  await core.jobs.load();
  const states = core.jobs.list();
  const unreadable = core.jobs.unreadable();
  if (output.json)
    await console.out(toJsonLines([...(await resultsOf(states, core)), ...unreadable.map(toUnreadable)]));
  else if (states.length + unreadable.length === 0) console.err(['No jobs yet.']);
  else {
    const rows = states.map((state) => cellsOf(state, console.screen !== undefined));
    await console.table({ columns, rows: [...rows, ...unreadable.map(unreadableCells)] });
  }
  return 0;
}

async function resultsOf(states: readonly JobState[], core: Core): Promise<readonly unknown[]> {
  const signal = new AbortController().signal;
  const results = await Promise.all(states.map(({ jobId }) => core.jobs.result(jobId, { maxErrors: 0 }, signal)));
  return results.map((one) => ({ ...toResult(one, core.jobs), recordErrors: undefined }));
}

const toUnreadable = ({ jobId, error }: UnreadableJob) => ({ jobId, state: 'unreadable', error: errorText(error) });

const columns: readonly Column[] = [
  { title: 'Job' },
  { title: 'State' },
  { title: 'Action', optional: 2 },
  { title: 'Object', min: 6, optional: 1 },
  { title: 'Total' },
  { title: 'Succeeded', optional: 6 },
  { title: 'Failed' },
  { title: 'Unprocessed', optional: 4 },
  { title: 'Unknown', optional: 4 },
  { title: 'Org', min: 10, optional: 5 },
  { title: 'File', min: 12, least: 6 },
  { title: 'Started', optional: 3 },
];

const fileColumn = columns.findIndex(({ title }) => title === 'File');

/** A program gets the whole path and time, and a person what tells one job from the other. */
function cellsOf(state: JobState, isForPerson: boolean): readonly Cell[] {
  const { jobId, createdAt, object, succeeded, failed, unprocessed, unknown, orgLabel, spec } = state;
  return [
    jobId,
    stateText(state.outcome ?? (state.interrupted ? 'interrupted' : state.phase)),
    kindOf(state).label(state),
    object,
    state.total ?? '',
    succeeded,
    failed,
    unprocessed,
    unknown,
    orgLabel,
    isForPerson ? basename(spec.file) : spec.file,
    isForPerson ? shortTimeText(createdAt) : timeText(createdAt),
  ];
}

/** The reason is where other jobs have their file. */
const unreadableCells = ({ jobId, error }: UnreadableJob): readonly Cell[] => [
  jobId,
  stateText('unreadable'),
  ...columns.slice(2, fileColumn).map(() => ''),
  linkedMessageOf(error),
  '',
];
