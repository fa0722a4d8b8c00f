// What a command gets: its console, its org, and the format of its result.
import type { Core, Org, Task } from '../core/core';
import type { ConsentOptions, Prompt } from './consent';
import type { Line } from './style';
import type { Table } from './table';

/** Every text passes here. In all of it, characters that would steer a terminal are shown as symbols. */
export interface Console {
  /**
   * Lines of the result, for stdout. Resolves when stdout takes more. Throws {@link OutputClosed} and
   * {@link OutputFailed}, as all that write to stdout do.
   */
  readonly out: (lines: readonly Line[]) => Promise<void>;
  readonly table: (table: Table) => Promise<void>;
  /** One record of exported data, without its line break. Only a terminal gets symbols; elsewhere the bytes stay. */
  readonly data: (record: string) => Promise<void>;
  /** A file of exported data. */
  readonly bytes: (file: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Resolves when stdout has taken everything. */
  readonly flush: () => Promise<void>;
  readonly stdin: NodeJS.ReadableStream;
  /** Missing where stdout is no terminal. */
  readonly screen?: Screen;
  /** Whether stdout got something. */
  readonly hasOutput: () => boolean;
  /** Lines for stderr. */
  readonly err: (lines: readonly Line[]) => void;
  /** Missing where stderr is no terminal. */
  readonly live?: LiveLine;
  /** Missing where there is no terminal. */
  readonly prompt?: Prompt;
  /** Calls back on the first Ctrl-C. */
  readonly onInterrupt: (listener: () => void) => void;
}

export interface Screen {
  /** The width of the terminal. */
  readonly columns: () => number;
}

/** The last line of a terminal, until something else is written. */
export interface LiveLine extends Screen {
  /** It must fit. */
  readonly redraw: (line: Line) => void;
}

export interface Session {
  readonly core: Core;
  readonly org: Org;
  readonly console: Console;
  readonly task: Task;
}

export interface Output {
  readonly json: boolean;
  readonly practice: boolean;
  /** Alias or username of a login of the Salesforce CLI. */
  readonly targetOrg?: string;
  readonly consent?: ConsentOptions;
}
