// Which tests and suites an org has.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/intro_rest_resources_testing_discovery.htm
import * as z from 'zod';
import type { OrgClient, OrgRequest } from '../../http/client';
import { createLinkCheck } from '../../kernel/linkCheck';
import type { Task } from '../../kernel/task';
import type { OrgTestClass, TestSuite } from './testModel';
import { toolingRows } from './toolingRows';

const page = z.object({
  apexTestClasses: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      namespacePrefix: z.string().nullish(),
      testMethods: z.array(z.object({ name: z.string() })),
    }),
  ),
  nextRecordsUrl: z.string().nullish(),
});

/** The first version with test discovery. Later ones list all methods by default. */
const sinceVersion = 65;
const defaultSinceVersion = 68;

/** Of all namespaces. Tests of flows, which have namespaces of their own, are left out. */
export async function readOrgTests(client: OrgClient, task: Task): Promise<readonly OrgTestClass[]> {
  const takeLink = createLinkCheck('GET /tooling/tests');
  const version = Math.max(sinceVersion, Number(client.apiVersion));
  const all = version < defaultSinceVersion ? '&showAllMethods=true' : '';
  const classes: OrgTestClass[] = [];
  let path: string | null | undefined = `/services/data/v${version.toFixed(1)}/tooling/tests?pageSize=1000${all}`;
  while (path) {
    // Without the header, names come with HTML entities.
    const headers = { 'X-Chatter-Entity-Encoding': 'false' };
    const request: OrgRequest = { method: 'GET', path, headers, repeat: 'safe' };
    const { apexTestClasses, nextRecordsUrl }: z.infer<typeof page> = await client.json(
      request,
      (value) => page.parse(value),
      task,
    );
    for (const { id, name, namespacePrefix, testMethods } of apexTestClasses) {
      if (/^FlowTesting\b/.test(namespacePrefix ?? '')) continue;
      const namespace = namespacePrefix ? { namespace: namespacePrefix } : {};
      classes.push({ classId: id, name, ...namespace, methods: testMethods.map((method) => method.name) });
    }
    if (nextRecordsUrl) takeLink(nextRecordsUrl);
    path = nextRecordsUrl;
  }
  return classes;
}

const suiteRow = z.object({ Id: z.string(), TestSuiteName: z.string() });

export async function readSuites(client: OrgClient, task: Task): Promise<readonly TestSuite[]> {
  const soql = 'SELECT Id, TestSuiteName FROM ApexTestSuite ORDER BY TestSuiteName';
  const rows = await toolingRows(client, { schema: suiteRow, soql }, task);
  return rows.map(({ Id, TestSuiteName }) => ({ id: Id, name: TestSuiteName }));
}
