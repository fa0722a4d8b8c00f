// The faults that tests inject: which request or job fails, how, and how often it has failed.

/** The stage of a request at which the connection is reset or hangs. */
export type FaultStage = 'beforeBody' | 'afterBody' | 'afterAction' | 'midResponse';

export type GzipFault = 'unrequested' | 'cut' | 'garbage';

export type HttpAction =
  /** Responds at once with this; the request has no effect. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** Responds with Salesforce's error array; the request has no effect. */
  | { readonly kind: 'refuse'; readonly status: number; readonly errorCode: string; readonly message: string }
  /** Responds with an error that repeats every secret of the request: the access token and each form value. */
  | { readonly kind: 'echo'; readonly status: number }
  /** Responds with 503 and an HTML page, as during maintenance. */
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'reset'; readonly when: FaultStage }
  /** Sends nothing until the client disconnects or the fault is cleared, then resets the connection. */
  | { readonly kind: 'hang'; readonly when: Exclude<FaultStage, 'midResponse'> }
  /** Delays the body of the request (`up`) or of the response (`down`). */
  | { readonly kind: 'slow'; readonly msPerKb: number; readonly direction: 'up' | 'down' }
  /** Sends a gzip response, accepted or not; `cut` truncates it, `garbage` sends uncompressed bytes. */
  | { readonly kind: 'gzip'; readonly how: GzipFault }
  /** Ends every session before the request is handled. */
  | { readonly kind: 'expireSessions' }
  /** Deletes the bulk job in the path before the request is handled, as if another client had deleted it. */
  | { readonly kind: 'loseJob' };

export type JobAction =
  /** Fails the job after this many chunks of 10,000 rows; rows already saved stay saved. */
  | { readonly kind: 'failJob'; readonly afterChunks: number; readonly message: string }
  /** Fails the job with the line-ending error, regardless of the data. */
  | { readonly kind: 'lineEnding' }
  /** Discards the uploaded content: the job fails with all rows unprocessed. */
  | { readonly kind: 'dropContent' }
  /** Waits before the first chunk and between chunks, so that clients can observe each state. */
  | { readonly kind: 'pace'; readonly startDelayMs?: number; readonly chunkDelayMs?: number }
  /** Keeps the job in UploadComplete, or in InProgress after some chunks, until the fault is cleared. */
  | { readonly kind: 'hold'; readonly state: 'UploadComplete' | 'InProgress'; readonly afterChunks?: number };

export interface FaultSpec {
  /** Request faults: the method in uppercase; any method when missing. */
  readonly method?: string;
  /** Request faults: the whole path, where `*` matches any characters; any path when missing. */
  readonly path?: string;
  /** Job faults: only jobs for this object; any object when missing. */
  readonly object?: string;
  /** The first matching request or job that fails, counted from 1. */
  readonly nth?: number;
  /** How many matches fail from then on; default 1, and 0 means all. */
  readonly times?: number;
  readonly action: HttpAction | JobAction;
}

export interface Fault {
  readonly id: number;
  readonly spec: FaultSpec;
  /** Requests or jobs that matched, including those that did not fail. */
  readonly hits: number;
  readonly fired: number;
}

const jobKinds = ['failJob', 'lineEnding', 'dropContent', 'pace', 'hold'] as const;
export const faultKinds = [
  'answer',
  'refuse',
  'echo',
  'maintenance',
  'reset',
  'hang',
  'slow',
  'gzip',
  'expireSessions',
  'loseJob',
  ...jobKinds,
] as const;

interface ActiveFault {
  id: number;
  spec: FaultSpec;
  hits: number;
  fired: number;
}

export class Faults {
  #active: ActiveFault[] = [];
  #nextId = 1;
  readonly #waiting = new Set<() => void>();

  add(spec: FaultSpec): Fault {
    const fault = { id: this.#nextId++, spec, hits: 0, fired: 0 };
    this.#active.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#active.map((fault) => ({ ...fault }));
  }

  /** Removes one fault, or all of them, and releases everything that waits for a fault to be cleared. */
  clear(id?: number): void {
    this.#active = id === undefined ? [] : this.#active.filter((fault) => fault.id !== id);
    for (const wake of [...this.#waiting]) wake();
  }

  /** Counts the request and returns the faults to inject into it. */
  onRequest(method: string, path: string): readonly HttpAction[] {
    return this.#fire((spec) => matchesRequest(spec, method, path)).filter((action) => !isJobAction(action));
  }

  /** Counts the job whose processing starts and returns the faults to inject into it. */
  onJob(object: string): readonly JobAction[] {
    const matches = (spec: FaultSpec): boolean =>
      isJobAction(spec.action) && (spec.object ?? object).toLowerCase() === object.toLowerCase();
    return this.#fire(matches).filter(isJobAction);
  }

  /** Resolves at the next call of `clear`. */
  cleared(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  isActive(action: HttpAction | JobAction): boolean {
    return this.#active.some((fault) => fault.spec.action === action);
  }

  #fire(matches: (spec: FaultSpec) => boolean): (HttpAction | JobAction)[] {
    const actions: (HttpAction | JobAction)[] = [];
    for (const fault of this.#active) {
      if (!matches(fault.spec)) continue;
      fault.hits++;
      const first = fault.spec.nth ?? 1;
      const times = fault.spec.times ?? 1;
      if (fault.hits < first || (times > 0 && fault.hits >= first + times)) continue;
      fault.fired++;
      actions.push(fault.spec.action);
    }
    return actions;
  }
}

function isJobAction(action: HttpAction | JobAction): action is JobAction {
  return (jobKinds as readonly string[]).includes(action.kind);
}

function matchesRequest(spec: FaultSpec, method: string, path: string): boolean {
  if (isJobAction(spec.action)) return false;
  if (spec.method !== undefined && spec.method !== method) return false;
  if (spec.path === undefined) return true;
  const pattern = spec.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'i').test(path);
}
