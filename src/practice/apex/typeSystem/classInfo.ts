// Classes, interfaces and enums of users and of the library, with their members as the checker needs them.
import type { ClassInfo, FieldInfo, MethodInfo } from './model';

export function findMethods(cls: ClassInfo, name: string): MethodInfo[] {
  const found: MethodInfo[] = [];
  const visit = (one: ClassInfo | undefined): void => {
    if (one === undefined) return;
    for (const method of one.methods.get(name.toLowerCase()) ?? []) {
      if (!found.some((known) => hasSameParameters(known, method))) found.push(method);
    }
    visit(one.base);
    for (const type of one.interfaces) visit(type.cls);
  };
  visit(cls);
  return found;
}

export function findField(cls: ClassInfo, name: string): FieldInfo | undefined {
  for (let one: ClassInfo | undefined = cls; one !== undefined; one = one.base) {
    const field = one.fields.get(name.toLowerCase());
    if (field) return field;
  }
  return undefined;
}

export const hasSameParameters = (a: MethodInfo, b: MethodInfo): boolean =>
  a.parameters.length === b.parameters.length &&
  a.parameters.every(({ type }, i) => type.name === b.parameters[i]?.type.name);

export function isException(cls: ClassInfo): boolean {
  for (let one: ClassInfo | undefined = cls; one !== undefined; one = one.base)
    if (one.name === 'Exception') return true;
  return false;
}

export function isA(cls: ClassInfo, other: ClassInfo): boolean {
  for (let one: ClassInfo | undefined = cls; one !== undefined; one = one.base) {
    if (one === other || one.interfaces.some((type) => type.cls !== undefined && isA(type.cls, other))) return true;
  }
  return false;
}
