// What every command is given: where it reads and writes, the org it works on, and how its result is wanted.
import type { Core, Org, Task } from '../core/core';
import type { ConsentWish } from './consent';

export interface Console {
  readonly out: (text: string) => Promise<void>;
  readonly err: { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown };
  /** Calls back on the person's first wish to stop. */
  readonly onStop: (stop: () => void) => void;
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
  /** Alias or user name of a login of the Salesforce CLI. */
  readonly targetOrg?: string;
  readonly consent?: ConsentWish;
}
