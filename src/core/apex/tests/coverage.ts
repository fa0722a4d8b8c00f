// Which lines the tests of a run covered, and which tests cover a class.
import { SalesforceError } from '../../errors/salesforceError';
import type { OrgClient } from '../../http/client';
import type { Task } from '../../kernel/task';
import type { Coverage, CoveredBy, CoveredUnit, TestMethodName } from './testModel';
import { quoted, toolingRows, toolingRowsOf } from './toolingRows';
import { coverageRows, orgCoverageRows, testOf, type CoverageRow } from './testWire';

/** Salesforce keeps the coverage of each test method until it runs again; only that of the given tests is taken. */
export async function readCoverage(client: OrgClient, tests: readonly TestMethodName[], task: Task): Promise<Coverage> {
  const ids = [...new Set(tests.map(({ classId }) => classId))];
  const { schema, soql: soqlFor } = coverageRows;
  const [rows, orgPercent] = await Promise.all([
    toolingRowsOf(client, { schema, ids, soqlFor }, task),
    readOrgPercent(client, task),
  ]);
  const ran = new Set(tests.map(({ classId, method }) => `${classId}.${method.toLowerCase()}`));
  const own = rows.filter((row) => ran.has(`${row.ApexTestClassId}.${(row.TestMethodName ?? '').toLowerCase()}`));
  return { units: toUnits(own), ...(orgPercent !== undefined && { orgPercent }) };
}

/** A user may not see it, which must not hide the results. */
async function readOrgPercent(client: OrgClient, task: Task): Promise<number | undefined> {
  try {
    const [row] = await toolingRows(client, orgCoverageRows, task);
    return row?.PercentCovered;
  } catch (error) {
    if (error instanceof SalesforceError && error.code.startsWith('request.')) return undefined;
    throw error;
  }
}

export function toUnits(rows: readonly CoverageRow[]): readonly CoveredUnit[] {
  const byUnit = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const list = byUnit.get(row.ApexClassOrTriggerId) ?? [];
    list.push(row);
    byUnit.set(row.ApexClassOrTriggerId, list);
  }
  return [...byUnit].map(([id, of]) => toUnit(id, of)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toUnit(id: string, rows: readonly CoverageRow[]): CoveredUnit {
  const covered = new Set(rows.flatMap((row) => row.Coverage?.coveredLines ?? []));
  const uncovered = new Set(rows.flatMap((row) => row.Coverage?.uncoveredLines ?? []));
  return {
    id,
    name: rows[0]?.ApexClassOrTrigger?.Name ?? id,
    // The key prefix of triggers.
    kind: id.startsWith('01q') ? 'trigger' : 'class',
    covered: inOrder(covered),
    uncovered: inOrder(uncovered).filter((line) => !covered.has(line)),
    tests: rows.map(toCoveredBy).filter(({ lines }) => lines.length > 0),
  };
}

const toCoveredBy = (row: CoverageRow): CoveredBy => ({
  ...testOf(row),
  lines: inOrder(row.Coverage?.coveredLines ?? []),
});

const inOrder = (lines: Iterable<number>): readonly number[] => [...lines].sort((a, b) => a - b);

/** The test methods that ran lines of the class or trigger, by the coverage that Salesforce keeps. */
export async function readCoveringTests(
  client: OrgClient,
  name: string,
  task: Task,
): Promise<readonly TestMethodName[]> {
  const { schema, soqlOf } = coverageRows;
  return (await toolingRows(client, { schema, soql: soqlOf(quoted(name)) }, task)).map(testOf);
}
