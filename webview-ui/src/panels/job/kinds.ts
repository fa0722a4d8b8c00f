// The kinds of jobs that the panel shows. To show a new kind, add a row here and its own file.
import type { JobSnapshot } from '../../../../src/shared/protocol/job';
import { exportKind } from './exportKind';
import { loadKind } from './loadKind';
import type { PageKind } from './pageKind';

const kinds: Readonly<Record<JobSnapshot['kind'], PageKind>> = { load: loadKind, export: exportKind };

export const kindOf = ({ kind }: JobSnapshot): PageKind => kinds[kind];
