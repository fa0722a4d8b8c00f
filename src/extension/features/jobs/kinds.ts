// The kinds of jobs. To show a new kind, add a row here and its own files.
import type { JobState } from '../../../core/core';
import { exportKind } from './exportKind';
import type { JobKindView, KindOf } from './jobKind';
import { loadKind } from './loadKind';

type Rows = { readonly [K in JobState['kind']]: JobKindView<Extract<JobState, { readonly kind: K }>> };

export const jobKinds: Rows = { load: loadKind, export: exportKind };

/** The compiler cannot see that the kind of a job selects the row made for it. */
export const createKindOf =
  (rows: Rows): KindOf =>
  ({ kind }) =>
    rows[kind] as JobKindView;
