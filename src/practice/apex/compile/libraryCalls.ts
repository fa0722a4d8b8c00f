// Calls of the library: picks the signature by the types of the arguments, converts them, and checks for null.
import type { At } from '../parse/tree';
import type { Frame } from '../run/frame';
import { isAssignable, isNumber, isSame, types } from '../typeSystem/apexType';
import type { ApexType, Signature } from '../typeSystem/model';
import { dereferenced } from './arithmetic';
import { CompileError, type Code, type Run, type Program } from './code';
import { converted } from './convert';

export interface LibraryCall {
  readonly signature: Signature;
  /** Undefined for a static member. */
  readonly receiver: Code | undefined;
  readonly args: readonly Code[];
  readonly isSafe: boolean;
}

type Plain = (...args: unknown[]) => unknown;

export function libraryCode(program: Program, { signature, receiver, args, isSafe }: LibraryCall): Code {
  const parameters = signature.parameters.map((text) => program.signatureType(text, receiver?.type));
  const runs = args.map((arg, i) => converted(arg, parameters[i] ?? types.object));
  const type = program.signatureType(signature.returns, receiver?.type);
  const run = signature.run as unknown as Plain;
  const { required } = signature;
  if (receiver === undefined) {
    return { type, run: (frame) => run(...evaluated(frame, runs, required), frame.tx) ?? null };
  }
  const object = receiver.run;
  return {
    type,
    run: (frame) => {
      const self = object(frame);
      if (self === null || self === undefined) {
        if (isSafe) return null;
        throw frame.tx.error('NullPointerException', dereferenced);
      }
      return run(self, ...evaluated(frame, runs, required), frame.tx) ?? null;
    },
  };
}

function evaluated(frame: Frame, runs: readonly Run[], required: readonly boolean[]): unknown[] {
  frame.tx.work(1);
  return runs.map((run, i) => {
    const value = run(frame);
    if (value === null && required[i]) throw frame.tx.error('NullPointerException', 'Argument cannot be null.');
    return value;
  });
}

/** How far the type is from the parameter: 0 for the same type; undefined when it does not fit. */
export function distance(from: ApexType, to: ApexType): number | undefined {
  if (isSame(from, to)) return 0;
  if (!isAssignable(from, to)) return undefined;
  if (to.kind === 'Object') return 20;
  if (from.kind === 'null') return 5;
  if (isNumber(from) && isNumber(to)) return ['Long', 'Double', 'Decimal'].indexOf(to.name) + 2;
  if (from.kind === 'class' && from.cls) return 1 + depthTo(from, to);
  return to.kind === 'sobject' && to.def === undefined ? 8 : 3;
}

function depthTo(from: ApexType, to: ApexType): number {
  let depth = 0;
  for (let cls = from.cls; cls !== undefined && cls !== to.cls; cls = cls.base) depth++;
  return depth;
}

/** A query also fits a parameter that takes its only record. */
const argumentDistance = ({ type, single }: Code, to: ApexType): number | undefined =>
  distance(type, to) ?? (single && to.kind === 'sobject' ? 9 : undefined);

/** The candidate whose parameters are closest to the arguments. */
export function closest<Candidate>(
  candidates: readonly Candidate[],
  args: readonly Code[],
  parametersOf: (candidate: Candidate) => readonly ApexType[],
): Candidate | undefined {
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const parameters = parametersOf(candidate);
    if (parameters.length !== args.length) continue;
    const distances = args.map((arg, i) => argumentDistance(arg, parameters[i] ?? types.object));
    if (distances.includes(undefined)) continue;
    const sum = distances.reduce<number>((total, one) => total + (one ?? 0), 0);
    if (sum >= least) continue;
    best = candidate;
    least = sum;
  }
  return best;
}

export const pickSignature = (
  program: Program,
  signatures: readonly Signature[] | undefined,
  { args, receiver }: { readonly args: readonly Code[]; readonly receiver: ApexType | undefined },
): Signature | undefined =>
  closest(signatures ?? [], args, ({ parameters }) => parameters.map((text) => program.signatureType(text, receiver)));

export function unknownMethod(
  name: string,
  args: readonly Code[],
  { type, at }: { type: string; at: At },
): CompileError {
  const list = args.map((arg) => arg.type.name).join(', ');
  return new CompileError(
    at,
    `Method does not exist or incorrect signature: void ${name}(${list}) from the type ${type}`,
  );
}
