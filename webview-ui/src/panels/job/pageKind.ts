// How the job panel shows one kind of job: the type of a row in kinds.ts. Everything else in this folder works for
// every kind.
import type { TemplateResult } from 'lit';
import type { JobSnapshot, JobToHost, PhaseView } from '../../../../src/shared/protocol/job';
import type { SentenceName } from './strings';

export type Notify = (message: JobToHost) => void;

/** A colored part of the progress bar. */
export interface Stretch {
  readonly name: 'good' | 'bad' | 'unsure' | 'left' | 'sent';
  readonly share: number;
}

/** A labeled number; `bad` marks it when it is not 0. */
export interface Figure {
  readonly name: SentenceName;
  readonly count: number | undefined;
  readonly bad?: boolean;
}

export interface PageKind {
  /** Short facts under the title, beside those of every job. */
  readonly facts: (job: JobSnapshot) => readonly string[];
  /** False while the file of the job does not exist. */
  readonly hasFile: (job: JobSnapshot) => boolean;
  /** The phase in which results arrive. */
  readonly downloading: SentenceName;
  /** `records` is the number of records, at least 1. */
  readonly stretches: (job: JobSnapshot, records: number) => readonly Stretch[];
  /** Says how far a running job is. */
  readonly progressText: (job: JobSnapshot) => string;
  readonly figures: (job: JobSnapshot) => readonly Figure[];
  readonly rate: SentenceName;
  /** Bytes written by now; undefined where there is nothing to say. */
  readonly writtenBytes: (job: JobSnapshot) => number | undefined;
  readonly aborted: SentenceName;
  readonly failed: SentenceName;
  readonly rejected: SentenceName;
  /** The sentence of a completed job. */
  readonly completed: (job: JobSnapshot) => string;
  /** What a screen reader hears at the end; `sentence` is the visible sentence. */
  readonly announcedEnd: (job: JobSnapshot, sentence: string) => string;
  /** What a screen reader hears while the job runs; `records` is the number of records. */
  readonly announcedProgress: (job: JobSnapshot, phase: string, records: number) => string;
  /** The lower part of the panel; undefined for the lists of rows. */
  readonly section?: (job: JobSnapshot, notify: Notify) => TemplateResult;
}

const isNow = ({ state }: PhaseView): boolean => state === 'running' || state === 'interrupted';

/** Whether the job is in that phase now. */
export const isAt = (job: JobSnapshot, name: PhaseView['name']): boolean =>
  job.phases.some((phase) => phase.name === name && isNow(phase));
