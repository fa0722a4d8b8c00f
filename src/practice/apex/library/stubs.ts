// Test.createStub: an object of a class whose methods a StubProvider answers.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_interface_System_StubProvider.htm
import type { Frame } from '../run/frame';
import type { Transaction } from '../run/transaction';
import { checked } from '../compile/convert';
import { hasSameParameters } from '../typeSystem/classInfo';
import { types } from '../typeSystem/apexType';
import type { ClassInfo, MethodInfo } from '../typeSystem/model';
import { ApexList } from '../values/collections';
import { ApexObject, TypeValue } from '../values/objects';

const providers = new WeakMap<ApexObject, ApexObject>();
const stubClasses = new WeakMap<ClassInfo, ClassInfo>();

/** No constructor of the class runs, and its fields are null. */
export function createStub({ cls, name }: TypeValue, provider: ApexObject, tx: Transaction): ApexObject {
  if (cls === undefined || cls.unit.kind === 'library') {
    throw tx.error('TypeException', `Test.createStub() cannot create a stub of the system type ${name}`);
  }
  const stub = new ApexObject(
    stubClassOf(cls),
    Array.from({ length: cls.instanceSlots }, () => null),
  );
  providers.set(stub, provider);
  return stub;
}

function stubClassOf(parent: ClassInfo): ClassInfo {
  const known = stubClasses.get(parent);
  if (known) return known;
  const isInterface = parent.kind === 'interface';
  const cls: ClassInfo = {
    ...parent,
    // As Salesforce names it where a stub is shown as text.
    name: `${parent.name}__sfdc_ApexStub`,
    kind: 'class',
    node: undefined,
    isAbstract: false,
    base: isInterface ? undefined : parent,
    interfaces: isInterface ? [parent.type] : [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    inner: new Map(),
    initializers: [],
  };
  Object.assign(cls, { type: { ...parent.type, cls } });
  for (const method of stubbedMethods(parent)) {
    const key = method.name.toLowerCase();
    cls.methods.set(key, [...(cls.methods.get(key) ?? []), answered(cls, method)]);
  }
  stubClasses.set(parent, cls);
  return cls;
}

/** Static and private methods keep their code. */
function stubbedMethods(parent: ClassInfo): MethodInfo[] {
  const found: MethodInfo[] = [];
  const visit = (one: ClassInfo | undefined): void => {
    if (one === undefined) return;
    for (const method of [...one.methods.values()].flat()) {
      const isHidden = method.isStatic || (method.isPrivate && one.kind !== 'interface');
      const isKnown = found.some(
        (other) => other.name.toLowerCase() === method.name.toLowerCase() && hasSameParameters(other, method),
      );
      if (!isHidden && !isKnown) found.push(method);
    }
    visit(one.base);
    for (const { cls } of one.interfaces) visit(cls);
  };
  visit(parent);
  return found;
}

function answered(owner: ClassInfo, method: MethodInfo): MethodInfo {
  const { parameters, returns, name } = method;
  const run = (frame: Frame): null => {
    const { tx, self, locals } = frame;
    const provider = self && providers.get(self);
    if (provider === null || provider === undefined) throw tx.error('TypeException', 'The stub has no provider');
    const typeList = new ApexList(
      types.object,
      parameters.map(({ type }) => new TypeValue(type.name, type.cls)),
    );
    const names = new ApexList(
      types.string,
      parameters.map((one) => one.name),
    );
    const values = new ApexList(types.object, locals.slice(0, parameters.length));
    const asked = [self, name, new TypeValue(returns.name, returns.cls), typeList, names, values];
    const result = tx.program.callByName(tx, provider, 'handleMethodCall', asked);
    frame.result = returns.kind === 'void' ? null : checked(result ?? null, returns, tx);
    return null;
  };
  return { ...method, owner, isAbstract: false, statement: undefined, body: { slots: parameters.length, run } };
}
