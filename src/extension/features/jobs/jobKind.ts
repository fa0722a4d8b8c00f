// How one kind of job is shown: the type of a row in kinds.ts. Everything else in this folder works for every kind.
import type { ErrorData, JobEnvelope, Jobs, JobState } from '../../../core/core';
import type { JobSnapshot } from '../../../shared/protocol/job';
import type { Markdown } from '../../host/markdown';
import type { JobDetail } from './details';
import type { JobSituation } from './situation';

export interface JobKindView<J extends JobEnvelope = JobState> {
  /** A codicon, for lists of jobs. */
  readonly icon: string;
  /** Names the job in titles and messages: “Upsert accounts.csv → Account”. */
  readonly title: (job: J) => string;
  /** Without the file, for the tree, whose row begins with it: “Upsert Account”. */
  readonly label: (job: J) => string;
  /** Path of the local file that the job reads or writes. */
  readonly file: (job: J) => string | undefined;
  /** Path of the file that the job has written, once it is complete. */
  readonly output: (job: J) => string | undefined;
  /** The current phase in words. */
  readonly phase: (job: J) => string;
  readonly speed: (perSecond: number) => string;
  /** How the job ended, in a few words; only for jobs that have ended. */
  readonly outcome: (job: J) => string;
  /** The message of a completed job. `note` is a sentence about something unusual. */
  readonly completed: (job: J, note: string | undefined) => EndMessage;
  /** The text of the message of an aborted job. */
  readonly aborted: (job: J) => string;
  /** What an abort means for the data, as sentences for a dialog. */
  readonly abortDetail: () => string;
  /** What is deleted with the job, and what is not, as sentences for a dialog; empty where it has no files. */
  readonly removeDetails: (job: J) => readonly string[];
  /** Whether the job takes too long for a progress notification. `sizeBytes` is the size of its data, 0 if unknown. */
  readonly isLong: (sizeBytes: number) => boolean;
  /** The rows below the job in the tree. */
  readonly details: (job: J, situation: JobSituation) => readonly JobDetail[];
  /** Paragraphs of the tooltip. */
  readonly facts: (job: J) => readonly Markdown[];
  /** Words that when-clauses of the manifest look for in `viewItem`. */
  readonly context: (job: J, situation: JobSituation) => readonly string[];
  /** Rows that can be retried; undefined where the kind or the job has none. */
  readonly openRows: (job: J, jobs: Pick<Jobs, 'openRows'>) => JobSnapshot['retryable'];
  /** Nothing waits for the job, because it takes long. */
  readonly isInBackground: (job: J) => boolean;
  /** Why the job had to start again, if it had to. */
  readonly restarted: (job: J) => ErrorData | undefined;
  /** Lines of rows are those of the retry file, because it does not name those of the file that was loaded first. */
  readonly hasOwnLines: (job: J) => boolean;
  readonly snapshot: (job: J) => KindSnapshot;
}

/** What the job's page shows of one kind. */
export type KindSnapshot = Pick<
  JobSnapshot,
  | 'kind'
  | 'object'
  | 'operation'
  | 'externalIdField'
  | 'blanks'
  | 'query'
  | 'fileName'
  | 'route'
  | 'totals'
  | 'bytes'
  | 'processedOverTime'
  | 'apiTimeMs'
  | 'calls'
  | 'parts'
  | 'notes'
  | 'orphans'
  | 'groups'
  | 'rows'
>;

export type KindOf = (job: JobState) => JobKindView;

/** Commands that help with an error of the job. */
export type HelpCommand = `kinetic.jobs.${'openSetup' | 'chooseEncoding' | 'acceptCharacters' | 'useCollections'}`;

export type EndCommand = `kinetic.jobs.${'showFailed' | 'open' | 'resume' | 'openFile' | 'revealFile'}` | HelpCommand;

/** The message at the end of a job, with its buttons. */
export interface EndMessage {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly commandIds: readonly EndCommand[];
}
