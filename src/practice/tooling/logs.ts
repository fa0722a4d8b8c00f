// Debug logs of the org: kept for users with an active trace flag.
import { randomUUID } from 'node:crypto';
import type { KeptLog, LogSink } from '../apex/runner';
import {
  categories,
  defaultLevels,
  levelFields,
  toLevel,
  type Category,
  type Level,
  type Levels,
} from '../apex/log/levels';
import type { Org } from '../org/org';
import type { SystemEvent } from '../streaming/systemTopics';
import { addRow, changeRow, fieldOf, tableOf } from './systemRows';

/** When more than the storage holds is written within this time, the trace flags of the org end. */
const burstMs = 15 * 60_000;

export class Logs implements LogSink {
  readonly #org: Org;
  readonly #notify: (event: SystemEvent) => void;
  readonly #bodies = new Map<string, Buffer>();

  /** @param org the org with the objects of the Tooling API */
  constructor(org: Org, notify: (event: SystemEvent) => void) {
    this.#org = org;
    this.#notify = notify;
  }

  /** Undefined for an unknown log. */
  body(id: string): Buffer | undefined {
    return this.#bodies.get(id);
  }

  remove(id: string): void {
    this.#bodies.delete(id);
  }

  clear(): void {
    this.#bodies.clear();
  }

  /** More logs than the storage holds. */
  get isFull(): boolean {
    return this.#bytesSince(0) > this.#org.limits.debugLogBytes;
  }

  levelsFor(userId: string): Levels | undefined {
    const now = this.#org.now();
    for (const flag of tableOf(this.#org, 'TraceFlag').rows()) {
      const isOfUser = fieldOf(this.#org, flag, 'TracedEntityId') === userId;
      const starts = fieldOf(this.#org, flag, 'StartDate');
      const ends = fieldOf(this.#org, flag, 'ExpirationDate');
      const isActive = (starts === null || msOf(starts) <= now) && ends !== null && msOf(ends) > now;
      if (isOfUser && isActive) return this.#levelsOf(String(fieldOf(this.#org, flag, 'DebugLevelId')));
    }
    return undefined;
  }

  keep(log: KeptLog): string {
    const body = Buffer.from(log.text);
    const id = addRow(this.#org, 'ApexLog', {
      Application: 'Unknown',
      DurationMilliseconds: Math.round(log.durationMs),
      Location: 'Monitoring',
      LogLength: body.length,
      LogUserId: log.userId,
      Operation: log.operation.slice(0, 255),
      Request: log.request,
      RequestIdentifier: randomUUID(),
      StartTime: log.startedMs,
      Status: log.status,
    });
    this.#forgetDeleted();
    this.#bodies.set(id, body);
    if (this.#bytesSince(this.#org.now() - burstMs) > this.#org.limits.debugLogBytes) this.#endTraceFlags();
    this.#notify({ topic: '/systemTopic/Logging', type: 'created', id });
    return id;
  }

  #levelsOf(debugLevelId: string): Levels {
    const level = tableOf(this.#org, 'DebugLevel').byId(debugLevelId);
    if (level === undefined) return defaultLevels;
    const levels: Partial<Record<Category, Level>> = {};
    for (const category of categories) {
      levels[category] = toLevel(String(fieldOf(this.#org, level, levelFields[category]) ?? 'NONE'));
    }
    return levels;
  }

  /** Logs are deleted in collections, too. */
  #forgetDeleted(): void {
    const table = tableOf(this.#org, 'ApexLog');
    for (const id of this.#bodies.keys()) if (table.byId(id) === undefined) this.#bodies.delete(id);
  }

  #bytesSince(fromMs: number): number {
    let bytes = 0;
    for (const log of tableOf(this.#org, 'ApexLog').rows())
      if (msOf(fieldOf(this.#org, log, 'StartTime')) >= fromMs) bytes += Number(fieldOf(this.#org, log, 'LogLength'));
    return bytes;
  }

  #endTraceFlags(): void {
    for (const { id } of [...tableOf(this.#org, 'TraceFlag').rows()])
      changeRow(this.#org, 'TraceFlag', id, { ExpirationDate: this.#org.now() });
  }
}

const msOf = (moment: unknown): number =>
  typeof moment === 'number' ? moment : Date.parse(String(moment).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
