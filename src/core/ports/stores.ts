// The ports that keep data between runs: secrets, jobs, policies, the write journal.
export interface SecretStore {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, value: string) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
}

/** The right to run a job. Held by a heartbeat; a process that died loses it. */
export interface JobClaim {
  /** Aborts if another process claimed the job (for example after this machine slept), or the job was removed. */
  readonly lost: AbortSignal;
  /** Aborts within seconds of {@link JobStore.requestAbort}, or at once when that was requested before. */
  readonly abortRequested: AbortSignal;
  readonly release: () => Promise<void>;
}

/** The journal of a job, which can have millions of lines. */
export interface JobJournal {
  /** Where it is, for error messages. */
  readonly file: string;
  /** Without their line breaks, in the order of appending, several at a time. An incomplete last line is left out. */
  readonly lines: AsyncIterable<readonly string[]>;
}

/** A file of lines, each written whole. The core writes and reads what is in them. */
export interface JournalText {
  /** Where it is, for error messages. */
  readonly file: string;
  /** Without their line breaks; the first one is line 1. Empty where there is nothing to read. */
  readonly lines: readonly string[];
}

export interface JobStore {
  /**
   * Durable before it resolves: an appended line survives a kill of the process right after. Only while this process
   * has the claim on the job: throws without it, and when another process has taken it over.
   */
  readonly append: (jobId: string, line: string) => Promise<void>;
  /** Undefined for an unknown job. The lines are read as they are iterated, once. */
  readonly read: (jobId: string) => Promise<JobJournal | undefined>;
  /** Ids of all jobs, newest first. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined while another live process holds the job. */
  readonly claim: (jobId: string) => Promise<JobClaim | undefined>;
  /** Tells the process that runs the job to abort it; if none does, the next one that claims it. */
  readonly requestAbort: (jobId: string) => Promise<void>;
  /** Folder of the job's files; created by a claim. */
  readonly folder: (jobId: string) => Promise<string>;
  /** Call it with a claim on the job, so that no other process runs what is left of it meanwhile. */
  readonly remove: (jobId: string) => Promise<void>;
  /** Removes folders of jobs that never began, since the process that created them died. Leaves all others. */
  readonly removeLeftFolders: () => Promise<void>;
  /** What {@link keepDays} stored last, in any process; undefined before. */
  readonly keptDays: () => Promise<number | undefined>;
  /** For how many days finished jobs are kept; 0: they are not removed by the program. */
  readonly keepDays: (days: number) => Promise<void>;
  /** Reports changes made by other processes. Returns a function that stops it. */
  readonly watch: (onChange: (jobId: string) => void) => () => void;
}

/** What is stored for an organization: a text, undefined where none is stored, or why it cannot be read. */
export type StoredPolicy = { readonly revision: string } & (
  { readonly text: string | undefined } | { readonly error: unknown }
);

/** Policies of organizations, shared by all programs on this machine. The core reads and checks the texts. */
export interface PolicyStore {
  /** `organization` is 18 letters and digits. Throws when it is not known whether anything is stored. */
  readonly read: (organization: string) => Promise<StoredPolicy>;
  /**
   * Atomic across processes: false, without a change, unless `revision` is still what `read` gives. Undefined removes
   * the text.
   */
  readonly replace: (organization: string, revision: string, text: string | undefined) => Promise<boolean>;
  /** Reports changes, including those by other processes. Returns a function that stops it. */
  readonly watch: (onChange: (organization: string) => void) => () => void;
}

/** The write journal, which several processes append to at the same time. */
export interface WriteLog {
  /** On the disk, in one piece, before it resolves. `at`: milliseconds since 1970. */
  readonly append: (line: string, at: number) => Promise<void>;
  /**
   * Oldest first; a line left incomplete by a crash is empty. Lines from before `since` (milliseconds since 1970) may
   * be missing.
   */
  readonly read: (since?: number) => Promise<readonly JournalText[]>;
}
