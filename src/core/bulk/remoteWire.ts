// Jobs of a whole org as Salesforce lists them, ingest and query, of any age and API, decoded into ours.
import * as z from 'zod';
import { readAs } from './readAs';
import { remoteId, serverPath } from './remoteId';

const listed = z.lazy(() =>
  z.object({
    id: remoteId,
    state: z.string(),
    jobType: z.string().nullish(),
    object: z.string().nullish(),
    operation: z.string().nullish(),
    createdById: z.string().nullish(),
    createdDate: z.string().nullish(),
    apiVersion: z.number().nullish(),
  }),
);

const page = z.lazy(() => z.object({ nextRecordsUrl: serverPath.nullish(), records: z.array(listed) }));

export interface RemoteJob {
  readonly remoteId: string;
  readonly api: 'ingest' | 'query';
  /** Created with Bulk API 1.0, whose results are different: it can only be listed. */
  readonly isClassic: boolean;
  /** As Salesforce writes it. */
  readonly state: string;
  readonly object: string;
  readonly operation: string;
  readonly userId: string;
  /** The user's id where the name is not available. */
  readonly userName: string;
  /** Milliseconds since 1970, by Salesforce's clock. */
  readonly createdAt: number;
  /** For example `66.0`. */
  readonly apiVersion: string;
}

/** `from` is the list that was fetched. Lists mix kinds of jobs, and each job says what it is. */
export function decodeRemoteJobs(
  value: unknown,
  from: RemoteJob['api'],
): { readonly jobs: readonly RemoteJob[]; readonly next: string | undefined } {
  const wire = readAs(page, value);
  const jobs = wire.records.map((record): RemoteJob => {
    const userId = record.createdById ?? '';
    return {
      remoteId: record.id,
      api: record.jobType === 'V2Query' ? 'query' : record.jobType === 'V2Ingest' ? 'ingest' : from,
      isClassic: record.jobType === 'Classic',
      state: record.state,
      object: record.object ?? '',
      operation: record.operation ?? '',
      userId,
      userName: userId,
      createdAt: Date.parse(record.createdDate ?? '') || 0,
      apiVersion: (record.apiVersion ?? 0).toFixed(1),
    };
  });
  return { jobs, next: wire.nextRecordsUrl ?? undefined };
}
