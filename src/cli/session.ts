// What a command gets: its console, its org, and the format of its result.
import type { Core, Org, Task } from '../core/core';
import type { ConsentWish } from './consent';

export interface Console {
  readonly out: (text: string) => Promise<void>;
  readonly err: { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown };
  /** Calls back on the first Ctrl-C. */
  readonly onInterrupt: (listener: () => void) => void;
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
  readonly consent?: ConsentWish;
}
