// What a request of the Testing view asks to run: classes, some of their methods, or suites.
import type { TestController, TestItem, TestRunRequest } from 'vscode';
import type { TestSelection } from '../../../core/core';
import type { Items } from './items';

export interface ClassTarget {
  readonly item: TestItem;
  /** The name of a class of the workspace, or the ID of one that only the org has. */
  readonly className: string;
  /** Undefined: all methods. */
  readonly methods?: readonly TestItem[];
}

export interface Targets {
  readonly classes: readonly ClassTarget[];
  readonly suites: readonly TestItem[];
}

/** Without included items, all classes of the workspace. */
export function toTargets(
  { include, exclude = [] }: Pick<TestRunRequest, 'include' | 'exclude'>,
  controller: Pick<TestController, 'items'>,
  items: Items,
): Targets {
  const left = new Set(exclude);
  const classes = new Map<TestItem, { className: string; methods: Set<TestItem> | undefined }>();
  const suites: TestItem[] = [];
  const addClass = (item: TestItem, className: string): void => {
    const children = childrenOf(item);
    const wanted = children.filter((child) => !left.has(child));
    classes.set(item, { className, methods: wanted.length < children.length ? new Set(wanted) : undefined });
  };
  const add = (item: TestItem): void => {
    if (left.has(item)) return;
    const kind = items.kindOf(item);
    if (kind?.kind === 'class') addClass(item, kind.className);
    else if (kind?.kind === 'orgClass') addClass(item, kind.classId);
    else if (kind?.kind === 'suite') suites.push(item);
    else if (kind?.kind === 'method') addMethod(kind.of, item);
    else for (const child of childrenOf(item)) add(child);
  };
  const addMethod = (cls: TestItem, method: TestItem): void => {
    const known = classes.get(cls);
    if (known) known.methods?.add(method);
    else {
      const kind = items.kindOf(cls);
      const className = kind?.kind === 'orgClass' ? kind.classId : cls.label;
      classes.set(cls, { className, methods: new Set([method]) });
    }
  };
  for (const item of include ?? childrenOf({ children: controller.items }).filter((one) => isOfWorkspace(one, items)))
    add(item);
  return {
    classes: [...classes].map(([item, { className, methods }]) => ({
      item,
      className,
      ...(methods && { methods: [...methods] }),
    })),
    suites,
  };
}

const isOfWorkspace = (item: TestItem, items: Items): boolean => items.kindOf(item)?.kind === 'class';

export function childrenOf({ children }: Pick<TestItem, 'children'>): readonly TestItem[] {
  const found: TestItem[] = [];
  children.forEach((child) => found.push(child));
  return found;
}

export const selectionOfClasses = (classes: readonly ClassTarget[]): TestSelection => ({
  kind: 'tests',
  tests: classes.map(({ className, methods }) => ({
    className,
    ...(methods && { methods: methods.map(({ label }) => label) }),
  })),
});

/** The items whose results are awaited. */
export const leavesOf = ({ item, methods }: ClassTarget): readonly TestItem[] => methods ?? childrenOf(item);
