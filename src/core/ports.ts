// Every hole the outside must fill, on one page. Fakes and adapters pass the contract suites in test/contract/ports.
import type { JobEvent } from './model/job';
import type { WriteAnswer, WriteLine, WriteQuestion } from './model/writes';

/** What adapters need of the core: what they store, the one error class and the redactor. */
export type { JobEvent } from './model/job';
export type { WriteAnswer, WriteLine, WriteQuestion } from './model/writes';
export { SalesforceError } from './errors/salesforceError';
export { redact } from './errors/redact';

// ---- HTTP -------------------------------------------------------------------------------------------------------

/** A body that is opened when the first byte is wanted; `sizeBytes` makes it a Content-Length instead of chunks. */
export interface StreamBody {
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly sizeBytes?: number;
  /** `open` may be called again from the start if the call has to be repeated. Missing: it is opened once. */
  readonly reopenable?: boolean;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | StreamBody;
  readonly signal: AbortSignal;
  /** Longest silence on the connection in milliseconds, in either direction, before it counts as hung. */
  readonly idleTimeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Case-insensitive; several values are joined with a comma. */
  readonly header: (name: string) => string | undefined;
  /** Already unzipped. Read it to the end or call `discard`; reading throws NoAnswerError when the stream breaks. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly text: () => Promise<string>;
  readonly discard: () => void;
}

/**
 * One request, streamed both ways. Throws {@link NoAnswerError} when no answer came and the signal's reason when it was
 * aborted, nothing else. No retry, login, redirect or parsing.
 */
export interface HttpTransport {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

export type NoAnswerReason = 'refused' | 'hostNotFound' | 'proxy' | 'tls' | 'reset' | 'timeout' | 'sourceFailed';

/** No answer came. `reached` says whether the server may have acted on the request. */
export class NoAnswerError extends Error {
  constructor(
    readonly reason: NoAnswerReason,
    readonly reached: 'no' | 'maybe',
    options?: { readonly cause?: unknown },
  ) {
    super(`no answer: ${reason}`, options);
    this.name = 'NoAnswerError';
  }
}

// ---- Time, secrets, files, log ----------------------------------------------------------------------------------

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it aborts. */
  readonly sleep: (waitMs: number, signal: AbortSignal) => Promise<void>;
}

export interface SecretStore {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, value: string) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
}

export interface FileFacts {
  /** `other`: a pipe, a device, a socket. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface FileWriter {
  /** Once it resolves the memory of `bytes` may be used for something else. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Flushes to the disk; the file appears under its name only now. */
  readonly close: () => Promise<void>;
  /** Drops what was written; the old file, if any, stays. Safe after `close`. */
  readonly discard: () => Promise<void>;
}

/** A file that grows. What was flushed survives a power cut; what was written since then may not. */
export interface FileAppender {
  /** Keeps the bytes for a while; who writes them must not change them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Resolves when everything written before the call is on the disk; writing may go on meanwhile. */
  readonly flush: () => Promise<void>;
  /** Takes back what was written behind byte `at`. */
  readonly cut: (at: number) => Promise<void>;
  /** Writes out what is kept, without waiting for the disk. Safe to call again. */
  readonly close: () => Promise<void>;
}

export interface ReadRange {
  readonly start: number;
  readonly end?: number;
  /** A chunk is good until the next one is asked for; then its memory is used again. For reading large files through. */
  readonly lent?: boolean;
}

export interface Files {
  /** Undefined when nothing has that name. */
  readonly facts: (path: string) => Promise<FileFacts | undefined>;
  /** Chunks of bytes `start` (inclusive) to `end` (exclusive), in order; never the whole file at once. */
  readonly read: (path: string, range?: ReadRange) => AsyncIterable<Uint8Array>;
  readonly write: (path: string) => Promise<FileWriter>;
  /**
   * Goes on writing a file at byte `at`: it is made, with its folder, when it is missing, and what stands behind `at` is
   * cut off. Throws when the file is shorter.
   */
  readonly append: (path: string, at: number) => Promise<FileAppender>;
  /** Gives a file another name on the same disk in one step, in place of what had that name. */
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly join: (...parts: string[]) => string;
}

export interface Logger {
  readonly debug: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

// ---- Jobs on disk -----------------------------------------------------------------------------------------------

/** The right to run a job. Held by a heartbeat; a dead owner loses it. */
export interface JobClaim {
  /** Aborts if somebody else took the job over (for example after this machine slept). */
  readonly lost: AbortSignal;
  /** Aborts within seconds of {@link JobStore.requestAbort}, or at once when that was asked before. */
  readonly abortRequested: AbortSignal;
  readonly release: () => Promise<void>;
}

export interface JobStore {
  /** Durable before it resolves: what is appended survives a kill of the process in the next instant. */
  readonly append: (jobId: string, event: JobEvent) => Promise<void>;
  /** In order of appending; a torn last line is ignored. Empty for an unknown job. */
  readonly read: (jobId: string) => Promise<readonly JobEvent[]>;
  /** Ids of all jobs, newest first. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined while another living owner holds the job. */
  readonly claim: (jobId: string) => Promise<JobClaim | undefined>;
  /** Lets the owner of the job know that a person wants it to stop; without an owner, the next one. */
  readonly requestAbort: (jobId: string) => Promise<void>;
  /** Folder of the job's result files, made on first use. */
  readonly folder: (jobId: string) => Promise<string>;
  readonly remove: (jobId: string) => Promise<void>;
  /** Tells of changes that other processes made. Returns what stops it. */
  readonly watch: (onChange: (jobId: string) => void) => () => void;
}

// ---- Writes: what is allowed, who agreed, what was done ----------------------------------------------------------

/** Policies of organizations, in a place that all programs on this machine share. The core reads and checks the texts. */
export interface PolicyStore {
  /** Undefined where none is kept. `organization` is 18 letters and digits. */
  readonly read: (organization: string) => Promise<string | undefined>;
  /** Whole or not at all; undefined removes it. */
  readonly write: (organization: string, text: string | undefined) => Promise<void>;
  /** Tells of changes, of those by other processes too. Returns what stops it. */
  readonly watch: (onChange: (organization: string) => void) => () => void;
}

/** The journal of writes, which several processes append to at the same time. */
export interface WriteLog {
  /** On the disk, in one piece, before it resolves. */
  readonly append: (line: WriteLine) => Promise<void>;
  /**
   * Oldest first; a line torn by a crash is left out. Lines from before `since` (milliseconds since 1970) are not wanted
   * and may be missing.
   */
  readonly read: (since?: number) => Promise<readonly WriteLine[]>;
}

/** Where a person is asked before something is written. */
export interface Consent {
  /** What the program is called in the journal of writes. */
  readonly program: string;
  /** Throws SalesforceError `policy.unconfirmed` where nobody can be asked. */
  readonly ask: (question: WriteQuestion, signal: AbortSignal) => Promise<WriteAnswer>;
}

/** Takes bytes as they pass and at last says their SHA-256. */
export interface Sha256 {
  /** Has used the bytes when it returns. */
  readonly add: (bytes: Uint8Array) => void;
  /** Lower-case hex; ends it. */
  readonly hex: () => string;
}

// ---- Signing ----------------------------------------------------------------------------------------------------

export interface JwtClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly expiresInSeconds: number;
}

/** Signs RS256. Throws SalesforceError `login.badKey` for a key that is not a readable PEM or needs another passphrase. */
export interface JwtSigner {
  readonly sign: (claims: JwtClaims, key: { readonly pem: string; readonly passphrase?: string }) => Promise<string>;
}

// ---- Signing in with the help of others -------------------------------------------------------------------------

/** Where a browser comes back to after a login page. */
export interface RedirectListener {
  /**
   * Listens on this machine only; nothing but an answer with this `state` is taken. Whoever opened it closes it. Throws
   * SalesforceError `login.portBusy`.
   */
  readonly listen: (port: number, state: string) => Promise<Redirect>;
}

export interface Redirect {
  /** What to name as redirect_uri; behind a remote window not the address that is listened on. */
  readonly uri: string;
  /** Opens a page in the person's browser. */
  readonly show: (url: string) => Promise<void>;
  /** The query of the one answer; stays open while nobody comes back. */
  readonly answer: Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
}

/** A login that the Salesforce CLI keeps on this machine. */
export interface CliLogin {
  readonly username: string;
  /** 18 characters. */
  readonly orgId: string;
  readonly instanceUrl: string;
  readonly aliases: readonly string[];
  /** The CLI's target-org. */
  readonly isDefault: boolean;
  /** Nothing will open it any more: the scratch org is over, or the login cannot be read. */
  readonly isExpired: boolean;
}

/** The orgs of the Salesforce CLI, read and never changed. Both throw SalesforceError `login.cli`. */
export interface CliLogins {
  readonly list: (signal: AbortSignal) => Promise<readonly CliLogin[]>;
  /** A session that works now: one that has ended is renewed by the login of the CLI. */
  readonly session: (
    username: string,
    signal: AbortSignal,
  ) => Promise<{ readonly accessToken: string; readonly instanceUrl: string }>;
}

/** All of them, as a composition root hands them to the core. */
export interface Ports {
  readonly http: HttpTransport;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly files: Files;
  readonly jobStore: JobStore;
  readonly log: Logger;
  readonly jwt: JwtSigner;
  readonly policies: PolicyStore;
  readonly writeLog: WriteLog;
  readonly consent: Consent;
  readonly sha256: () => Sha256;
  /** Missing where no browser can be opened. */
  readonly redirects?: RedirectListener;
  /** Missing where the Salesforce CLI's logins are out of reach. */
  readonly cliLogins?: CliLogins;
}
