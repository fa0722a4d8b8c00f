// The debug log of one request, in Salesforce's format.
import type { MethodInfo } from '../typeSystem/model';
import type { LimitSet } from '../run/limits';
import { categories, rankOf, type Category, type Level, type Levels } from './levels';

const maxBytes = 20 * 1024 * 1024;
const cutMark = '*********** MAXIMUM DEBUG LOG SIZE REACHED ***********';
const apiVersion = '66.0';
const nanosPerMs = 1_000_000;

export interface LogOptions {
  readonly levels: Levels;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class DebugLog {
  readonly isStatementLogged: boolean;
  readonly isAssignmentLogged: boolean;
  readonly isMethodLogged: boolean;
  readonly #levels: Levels;
  readonly #now: () => number;
  readonly #startedMs: number;
  readonly #started = performance.now();
  readonly #lines: string[] = [];
  #bytes = 0;
  #isCut = false;

  constructor({ levels, now }: LogOptions) {
    this.#levels = levels;
    this.#now = now;
    this.#startedMs = now();
    this.isStatementLogged = this.shows('APEX_CODE', 'FINER');
    this.isAssignmentLogged = this.shows('APEX_CODE', 'FINEST');
    this.isMethodLogged = this.shows('APEX_CODE', 'FINE');
    const shown = categories.filter((one) => rankOf(levels[one]) > 0).map((one) => `${one},${levels[one] ?? 'NONE'}`);
    this.#add(`${apiVersion} ${shown.join(';')}`);
  }

  get startedMs(): number {
    return this.#startedMs;
  }

  get text(): string {
    return this.#lines.join('\n') + '\n';
  }

  shows(category: Category, level: Level): boolean {
    return rankOf(this.#levels[category]) >= rankOf(level);
  }

  /** A line without a time, such as the source of an anonymous block. */
  plain(line: string): void {
    this.#add(line);
  }

  event(category: Category, level: Level, type: string, detail = ''): void {
    if (this.shows(category, level)) this.#addEvent(type, detail);
  }

  debug(line: number, level: string, text: string): void {
    if (rankOf(this.#levels.APEX_CODE) >= rankOf(level) && rankOf(level) > 0) {
      this.#addEvent('USER_DEBUG', `[${line}]|${level}|${text}`);
    }
  }

  statement(line: number): void {
    this.#addEvent('STATEMENT_EXECUTE', `[${line}]`);
  }

  scopeBegin(line: number, name: string, type: string): void {
    this.#addEvent('VARIABLE_SCOPE_BEGIN', `[${line}]|${name}|${type}|true|false`);
  }

  /** @param shown the value as JSON */
  assignment(line: number, name: string, shown: string): void {
    this.#addEvent('VARIABLE_ASSIGNMENT', `[${line}]|${name}|${shown}`);
  }

  methodEntry(line: number, method: MethodInfo): void {
    if (method.name === '<init>') {
      const list = method.parameters.map(({ type }) => type.name).join(', ');
      this.#addEvent('CONSTRUCTOR_ENTRY', `[${line}]|${method.owner.unit.id}|<init>(${list})|${method.owner.name}`);
    } else this.#addEvent('METHOD_ENTRY', `[${line}]|${method.owner.unit.id}|${signatureOf(method)}`);
  }

  methodExit(line: number, method: MethodInfo): void {
    if (method.name === '<init>') {
      const list = method.parameters.map(({ type }) => type.name).join(', ');
      this.#addEvent('CONSTRUCTOR_EXIT', `[${line}]|${method.owner.unit.id}|<init>(${list})|${method.owner.name}`);
    } else this.#addEvent('METHOD_EXIT', `[${line}]|${method.owner.unit.id}|${signatureOf(method)}`);
  }

  limits(limits: LimitSet): void {
    if (!this.shows('APEX_PROFILING', 'INFO')) return;
    this.#addEvent('CUMULATIVE_LIMIT_USAGE', '');
    this.#addEvent('LIMIT_USAGE_FOR_NS', `(default)|\n${limitLines(limits).join('\n')}\n`);
    this.#addEvent('CUMULATIVE_LIMIT_USAGE_END', '');
  }

  #addEvent(type: string, detail: string): void {
    const elapsedMs = performance.now() - this.#started;
    const time = new Date(this.#now())
      .toISOString()
      .slice(11, 23)
      .replace(/0{1,2}$/, '');
    const nanos = Math.round(elapsedMs * nanosPerMs);
    this.#add(`${time} (${nanos})|${type}${detail === '' ? '' : `|${detail}`}`);
  }

  #add(line: string): void {
    if (this.#isCut) return;
    this.#bytes += line.length + 1;
    this.#isCut = this.#bytes > maxBytes;
    this.#lines.push(this.#isCut ? cutMark : line);
  }
}

const signatureOf = ({ owner, name, parameters }: MethodInfo): string =>
  `${owner.name}.${name}(${parameters.map(({ type }) => type.name).join(', ')})`;

const limitLines = (limits: LimitSet): string[] => {
  const shown: readonly (readonly [string, keyof LimitSet])[] = [
    ['Number of SOQL queries', 'queries'],
    ['Number of query rows', 'queryRows'],
    ['Number of SOSL queries', 'searches'],
    ['Number of DML statements', 'dmlStatements'],
    ['Number of DML rows', 'dmlRows'],
    ['Maximum CPU time', 'cpuMs'],
    ['Maximum heap size', 'heapBytes'],
    ['Number of callouts', 'callouts'],
    ['Number of Email Invocations', 'emails'],
    ['Number of future calls', 'futureCalls'],
    ['Number of queueable jobs added to the queue', 'queueableJobs'],
  ];
  const lines = shown.map(([label, name]) => {
    const { used, max } = limits[name];
    return `  ${label}: ${used} out of ${max}${used > max * 0.8 ? ' ******* CLOSE TO LIMIT' : ''}`;
  });
  lines.splice(4, 0, '  Number of Publish Immediate DML: 0 out of 150');
  return [...lines, '  Number of Mobile Apex push calls: 0 out of 10'];
};
