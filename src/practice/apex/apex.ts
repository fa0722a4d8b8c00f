// The Apex of an org: anonymous code, triggers, the checks of saved code, and the program that they run.
import type { SObjectDef } from '../data/schema';
import type { TriggerOperation, TriggerRuntime, TriggerSession, SessionOptions } from '../dml/triggers';
import type { Org } from '../org/org';
import { compileAll, compileBlock } from './compile/bodies';
import { checkClass } from './compile/checkClass';
import { CompileError } from './compile/code';
import { declareMembers, linkBases } from './compile/declare';
import { runTriggers, sessionIn } from './host/triggerRuns';
import type { Levels } from './log/levels';
import { Parser } from './parse/parser';
import type { AnonymousNode, Problem, Unit } from './parse/tree';
import type { Program } from './program';
import { exceptionOf, Runner, type LogSink } from './runner';
import { blockClass, blockMethod, buildProgram, codeTable, registerEquality, sourcesIn, type Source } from './sources';
import type { MethodInfo, UnitInfo } from './typeSystem/model';
import { ApexThrow } from './values/objects';

export interface AnonymousResult {
  /** -1 when the code compiled. */
  readonly line: number;
  readonly column: number;
  readonly compiled: boolean;
  readonly success: boolean;
  readonly compileProblem: string | null;
  readonly exceptionMessage: string | null;
  readonly exceptionStackTrace: string | null;
}

export interface AnonymousRun {
  readonly result: AnonymousResult;
  readonly log: string;
}

export interface Checked {
  /** Undefined for code that cannot be parsed. */
  readonly unit: Unit | undefined;
  readonly problem: Problem | undefined;
}

export class Apex implements TriggerRuntime {
  readonly runner: Runner;
  readonly #org: Org;
  readonly #toolingOrg: Org;
  readonly #parser = new Parser();
  #program: { readonly changes: number; readonly built: Promise<Program> } | undefined;
  #ready: Program | undefined;
  #events: { readonly changes: number; readonly of: ReadonlySet<string> } | undefined;

  constructor(org: Org, toolingOrg: Org, sink: LogSink) {
    this.#org = org;
    this.#toolingOrg = toolingOrg;
    this.runner = new Runner(org, sink);
  }

  close(): void {
    this.#parser.close();
  }

  get #changes(): number {
    return codeTable(this.#org, 'ApexClass').changes + codeTable(this.#org, 'ApexTrigger').changes;
  }

  get #options(): { readonly org: Org; readonly toolingOrg: Org } {
    return { org: this.#org, toolingOrg: this.#toolingOrg };
  }

  /** The code of the org as it is now. */
  async program(): Promise<Program> {
    const changes = this.#changes;
    if (this.#program?.changes !== changes) {
      this.#program = { changes, built: buildProgram(this.#parser, this.#options).then(({ program }) => program) };
    }
    this.#ready = await this.#program.built;
    return this.#ready;
  }

  has({ name }: SObjectDef, operation: TriggerOperation): boolean {
    const changes = codeTable(this.#org, 'ApexTrigger').changes;
    if (this.#events?.changes !== changes) this.#events = { changes, of: triggerEvents(this.#org) };
    return this.#events.of.has(`${name} ${operation}`);
  }

  async prepare({ name }: SObjectDef): Promise<void> {
    const operations = ['insert', 'update', 'delete', 'undelete'] as const;
    const def = this.#org.schema.object(name);
    if (def && operations.some((operation) => this.has(def, operation))) await this.program();
  }

  /** One transaction for all triggers of a request. */
  begin({ userId, undo }: SessionOptions): TriggerSession {
    const program = this.#ready;
    if (program === undefined) throw new Error('The triggers are not prepared.');
    const options = { userId, operation: '/services/data' };
    const tx = this.runner.open(program, options);
    const session = sessionIn(tx);
    let failed: ReturnType<typeof exceptionOf> | undefined;
    return {
      run: (batch) => {
        const before = program.running;
        program.running = tx;
        const mark = tx.undo.length;
        try {
          return runTriggers(tx, batch);
        } catch (error) {
          failed = exceptionOf(error);
          tx.rollBackTo(mark);
          tx.places.length = 0;
          return limitError(error);
        } finally {
          program.running = before;
          undo.push(...tx.undo.splice(0));
        }
      },
      end: () => {
        session.end();
        this.runner.close(tx, options, failed);
      },
    };
  }

  /** The first error of a class or a trigger, as Salesforce shows it when it is saved. */
  async check(source: Source): Promise<Checked> {
    const [checked] = await this.checkAll([source]);
    return checked ?? { unit: undefined, problem: undefined };
  }

  /** The first error of each source, when all of them are saved together. */
  async checkAll(sources: readonly Source[]): Promise<readonly Checked[]> {
    const parsed = await Promise.all(sources.map(({ kind, body }) => this.#parser.parse(kind, body)));
    const named = sources.map((source, i) => ({ ...source, name: nameIn(parsed[i]) ?? source.name }));
    const { program, problems } = await buildProgram(this.#parser, this.#options, named);
    return named.map((source, i) => {
      const one = parsed[i];
      const unit = one && 'unit' in one ? one.unit : undefined;
      return { unit, problem: problems.get(source) ?? checkUnit(program, source) };
    });
  }

  async executeAnonymous(
    code: string,
    options: { userId: string; levels?: Levels | undefined },
  ): Promise<AnonymousRun> {
    const parsed = await this.#parser.parse('anonymous', code);
    if ('problem' in parsed) return { result: notCompiled(parsed.problem), log: '' };
    const program = await this.program();
    let method: MethodInfo;
    try {
      method = compileAnonymous(program, parsed.unit as AnonymousNode);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return { result: notCompiled({ ...error.at, message: error.message }), log: '' };
    }
    const ended = this.runner.run(program, { ...options, operation: 'executeAnonymous', source: code }, (tx) => {
      tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_STARTED', '[EXTERNAL]|execute_anonymous_apex');
      try {
        program.invoke(tx, method, { self: null, args: [] });
      } finally {
        tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_FINISHED', 'execute_anonymous_apex');
      }
    });
    const { exception } = ended;
    return {
      log: ended.log,
      result: {
        line: -1,
        column: -1,
        compiled: true,
        success: exception === undefined,
        compileProblem: null,
        exceptionMessage: exception?.message ?? null,
        exceptionStackTrace: exception?.stack ?? null,
      },
    };
  }
}

const nameIn = (parsed: { readonly unit: Unit } | { readonly problem: Problem } | undefined): string | undefined =>
  parsed && 'unit' in parsed && parsed.unit.kind !== 'anonymous' ? parsed.unit.name : undefined;

const notCompiled = ({ line, column, message }: Problem): AnonymousResult => ({
  line,
  column,
  compiled: false,
  success: false,
  compileProblem: message,
  exceptionMessage: null,
  exceptionStackTrace: null,
});

function limitError(error: unknown): { statusCode: string; message: string; fields: readonly string[] } {
  const message = error instanceof ApexThrow ? error.exception.summary : String(error);
  return { statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: [] };
}

function compileAnonymous(program: Program, node: AnonymousNode): MethodInfo {
  const unit: UnitInfo = { kind: 'anonymous', name: 'anonymous', id: '', isTest: false, lines: new Set() };
  const cls = blockClass('anonymous', unit, node.members);
  linkBases(program, cls);
  declareMembers(program, cls);
  checkClass(program, cls);
  compileAll(program, cls);
  registerEquality(program, cls);
  const method = blockMethod('anonymous', cls);
  method.body = compileBlock(program, node.body, { unit, cls });
  return method;
}

function checkUnit(program: Program, { name }: Source): Problem | undefined {
  const cls = program.classes.get(name.toLowerCase());
  if (cls === undefined) return undefined;
  try {
    checkClass(program, cls);
    compileAll(program, cls);
    return undefined;
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { ...error.at, message: error.message };
  }
}

/** `Account insert` for each object and operation that an active trigger is for. */
function triggerEvents(org: Org): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { body } of sourcesIn(org, 'ApexTrigger')) {
    const [, object = '', events = ''] = /\btrigger\s+\w+\s+on\s+(\w+)\s*\(([^)]*)\)/i.exec(body) ?? [];
    const def = org.schema.object(object);
    for (const event of events.split(',')) {
      const operation = event.trim().split(/\s+/).at(-1)?.toLowerCase() ?? '';
      if (def) found.add(`${def.name} ${operation}`);
    }
  }
  return found;
}
