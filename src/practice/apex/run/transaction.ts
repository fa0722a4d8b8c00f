// One transaction: its limits, static fields, call stack, log and the writes that it can take back.
import type { Org } from '../../org/org';
import type { DebugLog } from '../log/debugLog';
import type { ClassInfo, MethodInfo } from '../typeSystem/model';
import { ApexException, ApexThrow, type ApexObject } from '../values/objects';
import { exceptionClass } from '../library/exceptionClasses';
import type { Place } from './place';
import { limitMessage, newLimits, stepsPerMs, type LimitName, type LimitSet } from './limits';
import type { ProgramPort } from './programPort';
import type { TriggerContext } from './triggerContext';
import type { TestState } from './testState';

export interface TransactionOptions {
  readonly org: Org;
  readonly program: ProgramPort<Transaction>;
  readonly userId: string;
  readonly log: DebugLog;
  readonly isAsync?: boolean;
  readonly isAnonymous?: boolean;
  /** Set while a test runs. */
  readonly test?: TestState;
}

/** A call of a future method, or of `execute` of a queueable class. */
export interface AsyncJob {
  /** Of its AsyncApexJob. */
  readonly id: string;
  readonly kind: 'Future' | 'Queueable' | 'BatchApex' | 'ScheduledApex';
  readonly method: MethodInfo;
  readonly args: readonly unknown[];
  readonly self: ApexObject | null;
  readonly name: string;
}

const maxCallDepth = 1000;
/** Steps can be slow, such as a comparison of long lists; other requests wait no longer than that. */
const maxRealMs = 20_000;
const worksPerClockCheck = 64;
/** A recursion without end would fill the stack trace. */
const maxShownCalls = 50;

export class Transaction {
  readonly org: Org;
  readonly program: ProgramPort<Transaction>;
  userId: string;
  readonly log: DebugLog;
  readonly test: TestState | undefined;
  /** A future method or a job runs. */
  isAsync: boolean;
  /** The kind of the job that runs; undefined outside of jobs. */
  jobKind: AsyncJob['kind'] | undefined;
  readonly isAnonymous: boolean;
  /** Those of the queueable job that runs. */
  readonly finalizers: ApexObject[] = [];
  limits: LimitSet;
  /** Undoes each write, in the order of the writes. */
  readonly undo: (() => void)[] = [];
  readonly statics = new Map<ClassInfo, unknown[]>();
  readonly places: Place[] = [];
  /** The trigger that runs. */
  trigger: TriggerContext | undefined;
  /** The request and the response of Apex REST. */
  rest: { request: unknown; response: unknown } = { request: null, response: null };
  /** Runs after the transaction: future methods and queueable jobs. */
  readonly jobs: AsyncJob[] = [];
  #steps = 0;
  #works = 0;
  readonly #startedMs = performance.now();

  constructor(options: TransactionOptions) {
    this.org = options.org;
    this.program = options.program;
    this.userId = options.userId;
    this.log = options.log;
    this.test = options.test;
    this.isAsync = options.isAsync ?? false;
    this.isAnonymous = options.isAnonymous ?? false;
    this.limits = newLimits(this.isAsync);
  }

  /** The same during the whole transaction. */
  get requestId(): string {
    return `${this.org.orgId}-${Math.floor(this.#startedMs)}`;
  }

  /** Counts work and marks the line as run. Throws when the CPU time is used up. */
  step(place: Place, line: number): void {
    place.line = line;
    this.test?.cover(place.unit, line);
    if (this.log.isStatementLogged) this.log.statement(line);
    this.work(1);
  }

  work(steps: number): void {
    this.#steps += steps;
    const { cpuMs } = this.limits;
    cpuMs.used = Math.floor(this.#steps / stepsPerMs);
    this.#works = (this.#works + 1) % worksPerClockCheck;
    const isTooLong = this.#works === 0 && performance.now() - this.#startedMs > maxRealMs;
    if (cpuMs.used > cpuMs.max || isTooLong) throw this.exceeded('cpuMs');
  }

  /** A text longer than the heap ends the transaction before it is made. */
  useText(length: number): void {
    this.work(1 + (length >> 8));
    const { heapBytes } = this.limits;
    if (length <= heapBytes.max) return;
    heapBytes.used = length;
    throw this.exceeded('heapBytes');
  }

  /** The code of a test does not use the limits of its setup. */
  resetLimits(): void {
    this.limits = newLimits(this.isAsync);
    this.#steps = 0;
  }

  /** A test has a second set of limits between startTest and stopTest. */
  resetSteps(): void {
    this.#steps = 0;
  }

  count(name: LimitName, amount = 1): void {
    const limit = this.limits[name];
    limit.used += amount;
    if (limit.used > limit.max) throw this.exceeded(name);
  }

  exceeded(name: LimitName): ApexThrow {
    return this.error('LimitException', limitMessage(name, this.limits[name]));
  }

  enter(place: Place): void {
    if (this.places.length >= maxCallDepth) {
      throw this.error('LimitException', `Maximum stack depth reached: ${maxCallDepth + 1}`);
    }
    this.places.push(place);
  }

  leave(): void {
    this.places.pop();
  }

  get place(): Place | undefined {
    return this.places.at(-1);
  }

  /** An exception of Salesforce's library, thrown where the code is now. */
  error(type: string, message: string): ApexThrow {
    const exception = new ApexException(exceptionClass(type), []);
    exception.message = message;
    this.markPlace(exception);
    this.logThrown(exception);
    return new ApexThrow(exception);
  }

  logThrown(exception: ApexException): void {
    this.log.event('APEX_CODE', 'INFO', 'EXCEPTION_THROWN', `[${this.place?.line ?? 1}]|${exception.summary}`);
  }

  markPlace(exception: ApexException): void {
    exception.line = this.place?.line ?? 1;
    exception.stack = this.stackText();
  }

  stackText(): string {
    const shown = this.places.filter(({ unit }) => unit.kind !== 'library').reverse();
    return shown
      .slice(0, maxShownCalls)
      .map(({ label, line }) => `${label}: line ${line}, column 1`)
      .join('\n');
  }

  /** Takes back all writes since then. */
  rollBackTo(savepoint: number): void {
    while (this.undo.length > savepoint) this.undo.pop()?.();
  }

  staticsOf(cls: ClassInfo): unknown[] {
    return this.statics.get(cls) ?? this.program.startClass(this, cls);
  }
}
