// The node of the tests that the org has, by namespace, and of its suites. It is read when it is opened.
import { l10n, type TestController, type TestItem } from 'vscode';
import type { OrgTestClass, TestSuite } from '../../../core/core';
import { plainText } from '../../host/plainText';
import type { TestsDeps } from './deps';
import type { Items } from './items';
import { findOrg } from './runTests';

export interface OrgNode {
  readonly show: () => void;
  readonly read: (item: TestItem) => Promise<void>;
  /** If it was read before. */
  readonly readAgain: () => Promise<void>;
  readonly classWithId: (classId: string) => TestItem | undefined;
  /** Of the workspace, else below the node, where a class is added if it is not there. */
  readonly itemFor: (test: OrgTest) => TestItem;
}

export interface OrgTest {
  readonly classId: string;
  readonly className: string;
  readonly namespace?: string;
  readonly method: string;
}

export function createOrgNode(deps: TestsDeps, controller: TestController, items: Items): OrgNode {
  const node = items.mark(controller.createTestItem('org', l10n.t('In the org')), { kind: 'org' });
  node.canResolveChildren = true;
  // After the classes of the workspace.
  node.sortText = '\uffff';
  const classes = new Map<string, TestItem>();
  let isRead = false;
  const group = (id: string, label: string): TestItem => {
    const found = node.children.get(id) ?? items.mark(controller.createTestItem(id, label), { kind: 'group' });
    node.children.add(found);
    return found;
  };
  const addClass = ({ classId, name, namespace }: Omit<OrgTestClass, 'methods'>): TestItem => {
    const label = namespace === undefined ? l10n.t('No namespace') : plainText(namespace);
    const cls = classes.get(classId) ?? controller.createTestItem(`org:${classId}`, plainText(name));
    classes.set(classId, items.mark(cls, { kind: 'orgClass', classId, className: name }));
    group(`namespace:${namespace ?? ''}`, label).children.add(cls);
    return cls;
  };
  const addSuite = ({ name }: TestSuite): void => {
    const suite = controller.createTestItem(`suite:${name}`, plainText(name));
    group('suites', l10n.t('Suites')).children.add(items.mark(suite, { kind: 'suite', name }));
  };
  const readNode = async (): Promise<void> => {
    isRead = true;
    node.busy = true;
    try {
      const org = await findOrg(deps);
      if (!org) return;
      const task = { signal: new AbortController().signal, progress: () => undefined };
      const { tests } = (await (await deps.core()).org(org.orgId)).apex;
      const [found, suites] = await Promise.all([tests.inOrg(task), tests.suites(task)]);
      node.description = plainText(org.label);
      node.error = undefined;
      node.children.replace([]);
      classes.clear();
      for (const one of found) for (const method of [...one.methods]) items.ensureMethod(addClass(one), method);
      suites.forEach(addSuite);
    } catch (thrown) {
      const { explain } = await import('../../words/errors');
      node.error = plainText(explain(thrown));
    } finally {
      node.busy = false;
    }
  };
  return {
    show: () => controller.items.add(node),
    read: async (item) => (item === node ? readNode() : undefined),
    readAgain: async () => (isRead ? readNode() : undefined),
    classWithId: (classId) => classes.get(classId),
    itemFor: ({ classId, className, namespace, method }) => {
      const own = namespace === undefined ? items.classNamed(className) : undefined;
      controller.items.add(node);
      const cls = own ?? addClass({ classId, name: className, ...(namespace !== undefined && { namespace }) });
      return items.ensureMethod(cls, method);
    },
  };
}
