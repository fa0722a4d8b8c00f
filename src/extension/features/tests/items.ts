// The items of the Testing view and what each of them is.
import { Range, type TestController, type TestItem, type Uri } from 'vscode';
import type { SourceTest, SourceTestClass } from '../../../shared/apexTests';

export type ItemKind =
  | { readonly kind: 'class'; readonly className: string; readonly uri: Uri }
  | { readonly kind: 'method'; readonly method: string; readonly of: TestItem }
  | { readonly kind: 'org' }
  | { readonly kind: 'group' }
  | { readonly kind: 'orgClass'; readonly classId: string; readonly className: string }
  | { readonly kind: 'suite'; readonly name: string };

export interface Items {
  readonly kindOf: (item: TestItem) => ItemKind | undefined;
  readonly mark: (item: TestItem, kind: ItemKind) => TestItem;
  /** The tests of a file; undefined removes them. */
  readonly setFile: (uri: Uri, found: SourceTestClass | undefined) => void;
  /** Removes the tests of all other files. */
  readonly keepFiles: (ids: ReadonlySet<string>) => void;
  /** A class of the workspace. */
  readonly classNamed: (className: string) => TestItem | undefined;
  readonly methodOf: (cls: TestItem, method: string) => TestItem | undefined;
  /** Adds it if the class does not have it. */
  readonly ensureMethod: (cls: TestItem, method: string) => TestItem;
}

const toRange = ({ start, end }: SourceTest): Range => new Range(start.line, start.character, end.line, end.character);

export function createItems(controller: TestController): Items {
  const kinds = new WeakMap<TestItem, ItemKind>();
  const mark: Items['mark'] = (item, kind) => {
    kinds.set(item, kind);
    return item;
  };
  const byFile = new Map<string, TestItem>();
  const methodOf: Items['methodOf'] = (cls, method) => cls.children.get(method.toLowerCase());
  const ensureMethod = (cls: TestItem, method: string, range?: Range): TestItem => {
    const item = methodOf(cls, method) ?? controller.createTestItem(method.toLowerCase(), method, cls.uri);
    if (range) item.range = range;
    cls.children.add(mark(item, { kind: 'method', method, of: cls }));
    return item;
  };
  return {
    kindOf: (item) => kinds.get(item),
    mark,
    methodOf,
    ensureMethod: (cls, method) => ensureMethod(cls, method),
    setFile: (uri, found) => {
      const id = uri.toString();
      if (!found) {
        byFile.delete(id);
        controller.items.delete(id);
        return;
      }
      const item = byFile.get(id) ?? controller.createTestItem(id, found.name, uri);
      byFile.set(id, item);
      item.label = found.name;
      item.range = toRange(found);
      mark(item, { kind: 'class', className: found.name, uri });
      const names = new Set(found.methods.map(({ name }) => name.toLowerCase()));
      item.children.forEach((child) => {
        if (!names.has(child.id)) item.children.delete(child.id);
      });
      for (const method of found.methods) ensureMethod(item, method.name, toRange(method));
      controller.items.add(item);
    },
    keepFiles: (ids) => {
      for (const id of [...byFile.keys()].filter((one) => !ids.has(one))) {
        byFile.delete(id);
        controller.items.delete(id);
      }
    },
    classNamed: (className) => {
      const wanted = className.toLowerCase();
      for (const item of byFile.values()) if (item.label.toLowerCase() === wanted) return item;
      return undefined;
    },
  };
}
