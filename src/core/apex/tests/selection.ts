// Test methods as the selection of a run.
import type { TestMethodName, TestSelection } from './testModel';

/** Each class once, by its ID. */
export function selectionOf(tests: readonly Pick<TestMethodName, 'classId' | 'method'>[]): TestSelection {
  const methods = new Map<string, string[]>();
  for (const { classId, method } of tests) methods.set(classId, [...(methods.get(classId) ?? []), method]);
  return { kind: 'tests', tests: [...methods].map(([className, names]) => ({ className, methods: names })) };
}
