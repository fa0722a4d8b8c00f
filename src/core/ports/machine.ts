// The ports of the machine the core runs on: clock, files, log, hashing.

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it aborts. */
  readonly sleep: (waitMs: number, signal: AbortSignal) => Promise<void>;
}

export interface FileFacts {
  /** `other`: a pipe, a device, a socket. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface FileWriter {
  /** Once it resolves, the memory of `bytes` may be reused. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Flushes to the disk; the file appears under its name only now. */
  readonly close: () => Promise<void>;
  /** Drops what was written; the old file, if any, stays. Safe after `close`. */
  readonly discard: () => Promise<void>;
}

/** A file that grows. What was flushed survives a power cut; what was written since then may not. */
export interface FileAppender {
  /** Keeps a reference to the bytes until they are written out; the caller must not change them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Resolves when everything written before the call is on the disk; writing may continue meanwhile. */
  readonly flush: () => Promise<void>;
  /** Removes everything from byte `at` on. */
  readonly cut: (at: number) => Promise<void>;
  /** Writes out buffered bytes, without waiting for the disk. Safe to call again. */
  readonly close: () => Promise<void>;
}

export interface ReadRange {
  readonly start: number;
  readonly end?: number;
  /** A chunk is valid until the next one is read; then its memory is reused. For reading a large file once. */
  readonly lent?: boolean;
}

export interface Files {
  /** Undefined when there is nothing under that name. */
  readonly facts: (path: string) => Promise<FileFacts | undefined>;
  /** Chunks of bytes `start` (inclusive) to `end` (exclusive), in order; never the whole file at once. */
  readonly read: (path: string, range?: ReadRange) => AsyncIterable<Uint8Array>;
  readonly write: (path: string) => Promise<FileWriter>;
  /**
   * Continues a file at byte `at` and cuts off what follows it. Creates the file and its folder if they are missing.
   * Throws when the file is shorter than `at`.
   */
  readonly append: (path: string, at: number) => Promise<FileAppender>;
  /** Renames a file on the same disk in one step; replaces a file that has the new name. */
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** The names in a folder, in any order; none when there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly join: (...parts: string[]) => string;
  /** Whether the path is below the folder, after symbolic links were followed. Throws when one of them is missing. */
  readonly isInside: (path: string, folder: string) => Promise<boolean>;
}

export interface Logger {
  readonly debug: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Hashes bytes as they pass. */
export interface Sha256 {
  /** The bytes are hashed when it returns, so their memory may be reused. */
  readonly add: (bytes: Uint8Array) => void;
  /** Continues on its own with the bytes so far. */
  readonly copy: () => Sha256;
  /** Lower-case hex. Call it once, at the end. */
  readonly hex: () => string;
}
