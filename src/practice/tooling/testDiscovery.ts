// The list of test classes with their methods.
// See https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/intro_rest_resources_testing_discovery.htm
import { isTestClass, testMethodsOf } from '../apex/testRun';
import type { Apex } from '../apex/apex';
import { ok, route, type Answer, type Call, type Route } from '../http/http';

const root = '/services/data/{v}/tooling/tests';
const defaultSize = 1000;
const maxSize = 10_000;

export const testDiscoveryRoutes = (apex: Apex): Route[] => [
  route('GET', root, (call) => discover(apex, call), { since: 65 }),
];

/** No class has a namespace, so a list for one is empty. `nextRecord` is the first class of the page. */
async function discover(apex: Apex, { query, version }: Call): Promise<Answer> {
  const size = Math.min(Math.max(1, Number(query.get('pageSize') ?? defaultSize)), maxSize);
  const program = await apex.program();
  const classes = query.get('namespacePrefix')
    ? []
    : [...program.classes.values()].filter(isTestClass).sort((a, b) => (a.name < b.name ? -1 : 1));
  const from = query.get('nextRecord') ?? '';
  const rest = classes.filter(({ name }) => name >= from);
  const next = rest[size];
  const base = `/services/data/v${version}.0/tooling/tests`;
  return ok({
    apexTestClasses: rest.slice(0, size).map((cls) => ({
      id: cls.unit.id,
      name: cls.name,
      namespacePrefix: '',
      testMethods: testMethodsOf(cls).map(({ name }) => ({ name })),
    })),
    message: null,
    nextRecordsUrl: next ? `${base}?pageSize=${size}&nextRecord=${next.name}` : null,
    size: classes.length,
    testSetSignature: classes.map(({ name }) => name).join(),
  });
}
