// Calls one method: a frame, a place on the stack, and its lines in the log.
import { ExpressionTimeout } from '../library/guardedRegExp';
import type { MethodInfo } from '../typeSystem/model';
import type { ApexThrow } from '../values/objects';
import { newJob } from '../host/jobRecords';
import type { Invocation } from './programPort';
import { Frame } from './frame';
import type { Place } from './place';
import type { Transaction } from './transaction';

export function labelOf({ owner, name }: MethodInfo): string {
  if (owner.unit.kind === 'anonymous' && owner.outer === undefined)
    return name === 'anonymous' ? 'AnonymousBlock' : `AnonymousBlock.${name}`;
  if (owner.unit.kind === 'trigger' && owner.name === owner.unit.name) return `Trigger.${owner.name}`;
  return `Class.${owner.name}.${name}`;
}

export function invokeMethod(tx: Transaction, method: MethodInfo, { self, args }: Invocation): unknown {
  if (method.isStatic && method.name !== '<clinit>') tx.staticsOf(method.owner);
  if (isFuture(method) && !tx.isAsync) return enqueueFuture(tx, method, args);
  const body = tx.program.bodyOf(method);
  const callLine = tx.place?.line ?? 1;
  const place: Place = { unit: method.owner.unit, label: labelOf(method), line: method.line };
  const locals: unknown[] = Array.from({ length: body.slots }, () => null);
  for (let i = 0; i < args.length; i++) locals[i] = args[i];
  const frame = new Frame(tx, self, locals, place);
  tx.enter(place);
  const isLogged = tx.log.isMethodLogged && method.name !== '<clinit>' && !isBlock(method);
  if (isLogged) tx.log.methodEntry(callLine, method);
  try {
    tx.work(1);
    (body.run as (frame: Frame) => unknown)(frame);
    return frame.result;
  } catch (error) {
    throw limitOf(error, tx) ?? error;
  } finally {
    tx.leave();
    if (isLogged) tx.log.methodExit(callLine, method);
  }
}

/** JavaScript's stack ends before the limit of Apex when the calls are complex. */
function limitOf(error: unknown, tx: Transaction): ApexThrow | undefined {
  if (error instanceof ExpressionTimeout) return tx.exceeded('cpuMs');
  if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) return undefined;
  return tx.error('LimitException', 'Maximum stack depth reached: 1001');
}

/** The body of a trigger or of an anonymous block is a code unit, not a method. */
const isBlock = ({ owner, name }: MethodInfo): boolean => owner.unit.kind !== 'class' && name === owner.name;

const isFuture = ({ annotations }: MethodInfo): boolean => annotations.some(({ name }) => name === 'future');

/** It runs after the transaction, or at Test.stopTest. */
function enqueueFuture(tx: Transaction, method: MethodInfo, args: readonly unknown[]): null {
  tx.count('futureCalls');
  const id = newJob(tx, { kind: 'Future', cls: method.owner });
  tx.jobs.push({ id, kind: 'Future', method, args, self: null, name: `${method.owner.name}.${method.name}` });
  return null;
}
