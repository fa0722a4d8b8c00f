// Bad days on demand (facts §12.7): which request, or which job, goes wrong how, and how often it has.

/** Where in the life of a request the connection breaks or stalls. */
export type FaultStage = 'beforeBody' | 'afterBody' | 'afterAction' | 'midResponse';

export type GzipFault = 'unasked' | 'cut' | 'garbage';

export type HttpAction =
  /** Answers at once with this; the request does nothing. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** The same with Salesforce's error array. */
  | { readonly kind: 'refuse'; readonly status: number; readonly errorCode: string; readonly message: string }
  /** Refuses in words that hold every secret of the request: its token, and each value of its form. */
  | { readonly kind: 'echo'; readonly status: number }
  /** 503 with an HTML page, as during maintenance. */
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'reset'; readonly when: FaultStage }
  /** Stays silent until the caller gives up or the fault is cleared. */
  | { readonly kind: 'hang'; readonly when: Exclude<FaultStage, 'midResponse'> }
  /** Delays the request's body (`up`) or the answer's (`down`). */
  | { readonly kind: 'slow'; readonly msPerKb: number; readonly direction: 'up' | 'down' }
  /** Zips the answer, asked for or not; `cut` leaves out the end of the zip, `garbage` only says that it is one. */
  | { readonly kind: 'gzip'; readonly how: GzipFault }
  /** Ends every session before the request is looked at. */
  | { readonly kind: 'expireSessions' }
  /** Deletes the bulk job named in the path before the request is looked at, as if done elsewhere. */
  | { readonly kind: 'loseJob' };

export type JobAction =
  /** State Failed after this many chunks of 10,000 rows; rows already saved stay saved. */
  | { readonly kind: 'failJob'; readonly afterChunks: number; readonly message: string }
  /** The line-ending refusal, whatever the data. */
  | { readonly kind: 'lineEnding' }
  /** The uploaded content is gone: the job fails with all rows unseen. */
  | { readonly kind: 'dropContent' }
  /** Waits before the first chunk and between chunks, so that each state can be seen. */
  | { readonly kind: 'pace'; readonly startDelayMs?: number; readonly chunkDelayMs?: number }
  /** Stays in UploadComplete, or InProgress after some chunks, until the fault is cleared. */
  | { readonly kind: 'hold'; readonly state: 'UploadComplete' | 'InProgress'; readonly afterChunks?: number };

export interface FaultSpec {
  /** Request faults: upper-case method; any when missing. */
  readonly method?: string;
  /** Request faults: the whole path, `*` for any run of characters; any when missing. */
  readonly path?: string;
  /** Job faults: only jobs on this object; any when missing. */
  readonly object?: string;
  /** The first hit that goes wrong, from 1. */
  readonly nth?: number;
  /** How many hits go wrong from then on; 1 unless said, 0 for all. */
  readonly times?: number;
  readonly action: HttpAction | JobAction;
}

export interface Fault {
  readonly id: number;
  readonly spec: FaultSpec;
  /** Requests or jobs that matched, whether they went wrong or not. */
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

  /** One fault, or all; whatever hung because of a fault goes on. */
  clear(id?: number): void {
    this.#active = id === undefined ? [] : this.#active.filter((fault) => fault.id !== id);
    for (const wake of [...this.#waiting]) wake();
  }

  /** Counts the request and says what must go wrong with it. */
  onRequest(method: string, path: string): readonly HttpAction[] {
    return this.#fire((spec) => matchesRequest(spec, method, path)).filter((action) => !isJobAction(action));
  }

  /** Counts the job that begins to be processed and says what must go wrong with it. */
  onJob(object: string): readonly JobAction[] {
    const matches = (spec: FaultSpec): boolean =>
      isJobAction(spec.action) && (spec.object ?? object).toLowerCase() === object.toLowerCase();
    return this.#fire(matches).filter(isJobAction);
  }

  /** Resolves with the next call of `clear`. */
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
