// Apex commands of the Salesforce CLI against the practice org: anonymous Apex, tests in every form, and their results.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { startCli, type Cli } from './cli';

interface TestRow {
  readonly FullName: string;
  readonly Outcome: string;
  readonly Message: string | null;
  readonly StackTrace: string | null;
}

interface TestReport {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly tests: readonly TestRow[];
  readonly coverage?: {
    readonly coverage: readonly Readonly<Record<string, unknown>>[];
    readonly summary: Readonly<Record<string, unknown>>;
  };
}

const isQuick = Boolean(process.env['KINETIC_QUICK']);
const failedOnPurpose = 'System.AssertException: Assertion Failed: This test fails on purpose.';

(isQuick ? describe.skip : describe)(
  `the Apex commands of the Salesforce CLI and the practice org${isQuick ? ' (skipped: KINETIC_QUICK is set, and the CLI takes 200 MB and two minutes)' : ''}`,
  function () {
    this.timeout(480_000);
    let practice: PracticeOrg;
    let cli: Cli;

    before(async function () {
      this.timeout(900_000);
      practice = await startPracticeOrg({ seedAccounts: 3 });
      cli = await startCli(practice);
    });
    after(async () => {
      cli.remove();
      await practice.close();
    });

    const runTests = (...args: string[]) => cli.json<TestReport>(['apex', 'run', 'test', ...args]);
    const outcomes = ({ tests }: TestReport) => tests.map(({ FullName, Outcome }) => [FullName, Outcome]);

    it('runs Apex from a file and from the standard input, with the debug log', async () => {
      const fromFile = await cli.run(['apex', 'run', '--file', cli.file('a.apex', ["System.debug('from a file');"])]);
      assert.equal(fromFile.code, 0, fromFile.stderr);
      assert.match(fromFile.stdout, /Compiled successfully\.\nExecuted successfully\./);
      assert.match(fromFile.stdout, /\|USER_DEBUG\|\[1\]\|DEBUG\|from a file/);
      const typed = await cli.run(['apex', 'run'], { input: "insert new Account(Name = 'Typed');\n" });
      assert.match(typed.stdout, /Executed successfully/);
      const found = await cli.json<{ totalSize: number }>([
        ...['data', 'query', '--query', "SELECT Id FROM Account WHERE Name = 'Typed'"],
      ]);
      assert.equal(found.result.totalSize, 1);
    });

    it('shows where Apex does not compile, and the exception of Apex that fails', async () => {
      const wrong = await cli.json(['apex', 'run', '--file', cli.file('wrong.apex', ['', 'Integer x = y;'])]);
      assert.deepEqual([wrong.status, wrong.name], [1, 'executeCompileFailure']);
      assert.match(wrong.message ?? '', /Line 2 column 13 .*\n\nVariable does not exist: y/);
      const lines = ['Account none;', "none.Name = 'x';"];
      const failed = await cli.json(['apex', 'run', '--file', cli.file('failed.apex', lines)]);
      assert.deepEqual([failed.status, failed.name], [1, 'executeRuntimeFailure']);
      const { exceptionMessage, exceptionStackTrace, logs } = failed.data as Record<string, string>;
      assert.equal(exceptionMessage, 'System.NullPointerException: Attempt to de-reference a null object');
      assert.equal(exceptionStackTrace, 'AnonymousBlock: line 2, column 1');
      assert.match(logs ?? '', /\|FATAL_ERROR\|System\.NullPointerException/);
    });

    it('runs the tests of a class at once, with the coverage of the class that they test', async () => {
      const args = ['--class-names', 'PriceCalculatorTest', '--synchronous', '--code-coverage'];
      const { status, result, message } = await runTests(...args);
      assert.equal(status, 0, message);
      assert.equal(result.summary['outcome'], 'Passed');
      assert.deepEqual(outcomes(result), [['PriceCalculatorTest.givesNoDiscountToRetailCustomers', 'Pass']]);
      const [covered] = result.coverage?.coverage ?? [];
      assert.deepEqual([covered?.['name'], covered?.['coveredPercent']], ['PriceCalculator', 50]);
    });

    it('runs one method, and all local tests with the coverage of each', async () => {
      const one = await runTests('--tests', 'AccountRatingServiceTest.ratesByWonAmount', '--wait', '2');
      assert.deepEqual(outcomes(one.result), [['AccountRatingServiceTest.ratesByWonAmount', 'Pass']]);
      const args = ['--test-level', 'RunLocalTests', '--wait', '2', '--code-coverage', '--detailed-coverage'];
      const all = await cli.run(['apex', 'run', 'test', ...args, '--output-dir', 'results']);
      assert.equal(all.code, 100, 'the exit code for a test that failed');
      const table = all.stdout.replaceAll(/ +/g, ' ');
      assert.match(table, /CampaignTriggerTest\.rejectsLongConference CampaignTrigger Pass 100%/);
      assert.match(table, /Tests Ran 7\s*\n *Pass Rate 86%/);
      assert.match(table, /Org Wide Coverage \d+%/);
      assert.match(readFileSync(join(cli.folder, 'results', 'test-run-id.txt'), 'utf8'), /^707/);
    });

    it('reports a failed test as JUnit, TAP, JSON and a table', async () => {
      const args = ['apex', 'run', 'test', '--class-names', 'AccountRatingServiceTest', '--wait', '2'];
      const report = async (format: string) => (await cli.run([...args, '--result-format', format])).stdout;
      const junit = await report('junit');
      assert.match(junit, /<testsuite name="force\.apex" .*tests="3" failures="1"/);
      assert.ok(junit.includes(`<failure message="${failedOnPurpose}`));
      assert.match(await report('tap'), /^1\.\.3$[\s\S]*^not ok \d AccountRatingServiceTest\.ratesWithout/m);
      assert.match(await report('human'), /ratesWithoutWonOpportunities\s+Fail\s+System\.AssertException/);
      const { tests } = (JSON.parse(await report('json')) as { result: TestReport }).result;
      const failed = tests.find(({ Outcome }) => Outcome === 'Fail');
      assert.ok(failed?.Message?.startsWith(failedOnPurpose), JSON.stringify(tests));
      assert.equal(
        failed?.StackTrace,
        'Class.AccountRatingServiceTest.ratesWithoutWonOpportunities: line 41, column 1',
      );
    });

    it('runs a suite, and queries code over the Tooling API with groups and parents', async () => {
      const queryArgs = (soql: string) => ['data', 'query', '--use-tooling-api', '--query', soql];
      const classes = await cli.json<{ records: readonly { Id: string; CreatedBy: { Name: string } }[] }>(
        queryArgs("SELECT Id, CreatedBy.Name FROM ApexClass WHERE Name = 'CampaignTriggerTest'"),
      );
      const [found] = classes.result.records;
      assert.equal(found?.CreatedBy.Name, 'Ada Moss');
      const create = async (object: string, values: string): Promise<string> => {
        const args = ['data', 'create', 'record', '--use-tooling-api', '--sobject', object, '--values', values];
        return (await cli.json<{ id: string }>(args)).result.id;
      };
      const suite = await create('ApexTestSuite', 'TestSuiteName=Campaigns');
      await create('TestSuiteMembership', `ApexTestSuiteId=${suite} ApexClassId=${found.Id}`);
      const { result, message } = await runTests('--suite-names', 'Campaigns', '--wait', '2');
      assert.equal(result.summary['testsRan'], 3, message);
      const groups = await cli.json<{ records: readonly { Status: string; n: number }[] }>(
        queryArgs('SELECT Status, COUNT(Id) n FROM ApexClass GROUP BY Status'),
      );
      assert.deepEqual(
        groups.result.records.map(({ Status, n }) => [Status, n]),
        [['Active', 7]],
      );
    });

    it('says which class has no tests', async () => {
      const { status, name, message } = await runTests('--class-names', 'NoSuchTest', '--wait', '2');
      assert.deepEqual([status, name], [1, 'INVALID_INPUT']);
      assert.match(message ?? '', /This class name's value is invalid: NoSuchTest\./);
    });
  },
);
