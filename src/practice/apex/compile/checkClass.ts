// Checks that a class has the methods that its bases and interfaces require, and that it may have its own.
import { exceptionSpec } from '../library/exceptions';
import { objectSpecs } from '../library/objects';
import { findMethods, hasSameParameters, isException } from '../typeSystem/classInfo';
import type { ClassInfo, MethodInfo, Signature } from '../typeSystem/model';
import { isSame } from '../typeSystem/apexType';
import { CompileError, type Program } from './code';

const listOf = (method: MethodInfo): string => method.parameters.map(({ type }) => type.name).join(', ');

export function checkClass(program: Program, cls: ClassInfo): void {
  if (cls.kind === 'class') {
    for (const method of [...cls.methods.values()].flat()) checkOverride(cls, method);
    if (!cls.isAbstract) checkComplete(program, cls);
  }
  for (const inner of cls.inner.values()) checkClass(program, inner);
}

function checkOverride(cls: ClassInfo, method: MethodInfo): void {
  const at = { line: method.line, column: method.node?.column ?? 1 };
  const words = method.node?.modifiers.words ?? [];
  const base = cls.base && findMethods(cls.base, method.name).find((one) => hasSameParameters(one, method));
  if (words.includes('override')) {
    if (base === undefined && !isOfLibrary(cls, method))
      throw new CompileError(
        at,
        `Method does not override an ancestor method: ${method.returns.name} ${cls.name}.${method.name}(${listOf(method)})`,
      );
    return;
  }
  if (base && !base.isPrivate && !base.isStatic && base.owner.kind === 'class') {
    throw new CompileError(
      at,
      `Method must use the override keyword: ${method.returns.name} ${cls.name}.${method.name}(${listOf(method)})`,
    );
  }
}

/** The methods that each class has without a base, and those of exceptions. */
function isOfLibrary(cls: ClassInfo, { name, parameters }: MethodInfo): boolean {
  const known = isException(cls) ? exceptionSpec.methods : objectSpecs[0]?.methods;
  const methods = Object.keys({ ...known, ...objectSpecs[0]?.methods }).map((text) => text.toLowerCase());
  return methods.some(
    (text) => text.includes(` ${name.toLowerCase()}(`) && text.endsWith('()') === (parameters.length === 0),
  );
}

function checkComplete(program: Program, cls: ClassInfo): void {
  const at = { line: cls.node?.line ?? 1, column: cls.node?.column ?? 1 };
  for (const method of abstractMethods(cls)) {
    const own = findMethods(cls, method.name).find((one) => !one.isAbstract && hasSameParameters(one, method));
    if (own === undefined) {
      const wanted = `${method.returns.name} ${method.owner.name}.${method.name}(${listOf(method)})`;
      throw new CompileError(at, `Class ${cls.name} must implement the method: ${wanted}`);
    }
  }
  for (let one: ClassInfo | undefined = cls; one !== undefined; one = one.base) {
    for (const type of one.interfaces) {
      const signatures = [...(type.library?.methods.values() ?? [])].flat();
      for (const signature of signatures) checkLibraryMethod(program, cls, { type, signature });
    }
  }
}

function checkLibraryMethod(
  program: Program,
  cls: ClassInfo,
  { type, signature }: { type: ClassInfo['type']; signature: Signature },
): void {
  const parameters = signature.parameters.map((text) => program.signatureType(text, type));
  const fits = findMethods(cls, signature.name).some(
    (method) =>
      method.parameters.length === parameters.length &&
      method.parameters.every((one, i) => {
        const wanted = parameters[i];
        return (
          wanted === undefined || isSame(one.type, wanted) || wanted.kind === one.type.kind || wanted.kind === 'Object'
        );
      }),
  );
  if (fits) return;
  const list = parameters.map(({ name }) => name).join(', ');
  const at = { line: cls.node?.line ?? 1, column: cls.node?.column ?? 1 };
  const wanted = `${signature.returns} ${type.name}.${signature.name}(${list})`;
  throw new CompileError(at, `Class ${cls.name} must implement the method: ${wanted}`);
}

function abstractMethods(cls: ClassInfo): MethodInfo[] {
  const found: MethodInfo[] = [];
  const visit = (one: ClassInfo | undefined): void => {
    if (one === undefined) return;
    found.push(...[...one.methods.values()].flat().filter(({ isAbstract }) => isAbstract));
    visit(one.base);
    for (const type of one.interfaces) visit(type.cls);
  };
  visit(cls);
  return found;
}
