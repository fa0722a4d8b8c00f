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
import { addRow, fieldOf, tableOf } from './systemRows';

/** The storage for all logs of an org; beyond it, the oldest are removed. */
const maxBytes = 1_000 * 1024 * 1024;

export class Logs implements LogSink {
  readonly #org: Org;
  readonly #bodies = new Map<string, Buffer>();
  #bytes = 0;

  /** @param org the org with the objects of the Tooling API */
  constructor(org: Org) {
    this.#org = org;
  }

  /** Undefined for an unknown log. */
  body(id: string): Buffer | undefined {
    return this.#bodies.get(id);
  }

  remove(id: string): void {
    this.#bytes -= this.#bodies.get(id)?.length ?? 0;
    this.#bodies.delete(id);
  }

  clear(): void {
    this.#bodies.clear();
    this.#bytes = 0;
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
    this.#bodies.set(id, body);
    this.#bytes += body.length;
    this.#makeRoom();
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

  #makeRoom(): void {
    const table = tableOf(this.#org, 'ApexLog');
    for (const id of this.#bodies.keys()) {
      if (this.#bytes <= maxBytes) return;
      table.purge(table.numberOf(id));
      this.remove(id);
    }
  }
}

const msOf = (moment: unknown): number =>
  typeof moment === 'number' ? moment : Date.parse(String(moment).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
