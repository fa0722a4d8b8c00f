// `kinetic jobs --remote`: lists the bulk jobs of the org.
import type { RemoteJob } from '../core/core';
import type { CommandOf } from './arguments';
import type { Session } from './session';
import { toJsonLines } from './symbols';
import type { Cell, Column } from './table';
import { timeText } from './timeText';

/** The bulk jobs of the org, of all users. */
export async function remoteJobs(
  { remote = {}, output }: CommandOf<'jobs'>,
  { core, org, console, task }: Session,
): Promise<number> {
  const { bulkJobs } = await core.org(org.orgId);
  const found = await bulkJobs.list(remote, task);
  if (output.json) await console.out(toJsonLines(found));
  else if (found.length === 0) console.err(['No matching jobs.']);
  else await console.table({ columns, rows: found.map(cellsOf) });
  return 0;
}

const columns: readonly Column[] = [
  { title: 'ID' },
  { title: 'State' },
  { title: 'Operation', optional: 1 },
  { title: 'Object', min: 10 },
  { title: 'User', min: 10, optional: 3 },
  { title: 'Created', optional: 2 },
  { title: 'API', optional: 4 },
];

const cellsOf = ({
  remoteId,
  state,
  operation,
  object,
  isClassic,
  userName,
  createdAt,
}: RemoteJob): readonly Cell[] => [
  remoteId,
  state,
  operation,
  object,
  userName,
  timeText(createdAt),
  isClassic ? 'Bulk API 1.0' : '',
];
