// What the other jobs on this computer say about a remote job that a load may have left behind.
import type { OtherLoads } from '../bulk/bulk';
import type { JobState } from '../model/job';
import { isLoad, type LoadState } from '../model/load';

/** `unreadable`: the number of jobs whose journal cannot be read, so that each may be anything. */
export function otherLoads(own: LoadState, all: readonly JobState[], unreadable: number): OtherLoads {
  const others = all.filter(isLoad).filter(({ jobId }) => jobId !== own.jobId);
  const parts = others.flatMap((other) => other.parts);
  return {
    remoteIds: new Set(parts.flatMap(({ remoteId, abandoned }) => abandoned.concat(remoteId ?? []))),
    mayBeCreating: unreadable > 0 || others.filter((other) => isAlike(other, own)).some(isCreating),
  };
}

const isCreating = ({ parts, phase }: LoadState): boolean =>
  phase !== 'finished' && parts.some((part) => part.phase === 'creating');

const isAlike = (one: LoadState, other: LoadState): boolean =>
  one.spec.orgId === other.spec.orgId &&
  one.spec.operation === other.spec.operation &&
  one.object.toLowerCase() === other.object.toLowerCase();
