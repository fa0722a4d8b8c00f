// Apex tests against the practice org: each result as it comes, coverage by test, suites, aborting, the policy.
import assert from 'node:assert/strict';
import {
  selectionOf,
  type MethodResult,
  type TestRun,
  type TestSelection,
  type WriteEntry,
} from '../../../src/core/core';
import { addTooling, slowTest } from '../setup/apexClasses';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly run: TestRun;
  readonly live: readonly MethodResult[];
}

const tests = (className: string, ...methods: readonly string[]): TestSelection => ({
  kind: 'tests',
  tests: [{ className, ...(methods.length > 0 && { methods }) }],
});

describe('Apex tests of an org', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  beforeEach(async () => (setup = await openCoreSetup()));
  afterEach(async () => setup.close());

  async function run(selection: TestSelection, coverage = false, onResult?: () => AbortSignal): Promise<Ran> {
    const { apex } = await setup.core.org(setup.orgId);
    const live: MethodResult[] = [];
    const abort = new AbortController();
    for await (const event of apex.tests.run({ selection, coverage, abort: abort.signal }, quiet)) {
      if (event.type === 'result') {
        live.push(event.result);
        if (onResult) abort.abort();
      }
      if (event.type === 'finished') return { run: event.run, live };
    }
    return assert.fail('the run has no end');
  }
  const journal = async (): Promise<readonly unknown[]> => {
    const entries: readonly WriteEntry[] = await setup.core.writes.list();
    return entries.map(({ operations, outcome }) => [operations.join(), outcome]);
  };

  it('gives each result, and a failure with its line and what was compared', async () => {
    const { run: ran, live } = await run(tests('AccountRatingServiceTest'));
    assert.deepEqual(live.map(({ method, outcome }) => `${method} ${outcome}`).sort(), [
      'ratesByWonAmount pass',
      'ratesManyAccountsWithOneQuery pass',
      'ratesWithoutWonOpportunities fail',
    ]);
    assert.equal(ran.outcome, 'failed');
    const failed = ran.results.find(({ outcome }) => outcome === 'fail') ?? assert.fail('none failed');
    assert.deepEqual(failed.comparison, { expected: 'Warm', actual: 'Cold' });
    assert.deepEqual(
      failed.frames.map(({ name, method, line }) => [name, method, line]),
      [['AccountRatingServiceTest', 'ratesWithoutWonOpportunities', 41]],
    );
    assert.equal(ran.coverage, undefined);
    assert.deepEqual(await journal(), [['tests', 'completed']]);
  });

  it('runs single methods only', async () => {
    const { run: ran } = await run(tests('CampaignTriggerTest', 'rejectsEndBeforeStart'));
    assert.deepEqual([ran.outcome, ran.results.map(({ method }) => method)], ['passed', ['rejectsEndBeforeStart']]);
  });

  it('says which lines each test ran, and which tests ran a line', async () => {
    const { run: ran } = await run(tests('PriceCalculatorTest'), true);
    const unit = ran.coverage?.units.find(({ name }) => name === 'PriceCalculator') ?? assert.fail('no coverage');
    // The test has a retail customer and an amount: the checks and the other customers are not run.
    assert.deepEqual(unit.uncovered, [12, 21, 24, 25, 26, 28]);
    assert.deepEqual(
      unit.tests.map(({ className, method, lines }) => [className, method, lines.join() === unit.covered.join()]),
      [['PriceCalculatorTest', 'givesNoDiscountToRetailCustomers', true]],
    );
    assert.equal(typeof ran.coverage?.orgPercent, 'number');
    const { apex } = await setup.core.org(setup.orgId);
    const covering = await apex.tests.covering('PriceCalculator', quiet);
    assert.deepEqual(
      covering.map(({ className, method }) => `${className}.${method}`),
      ['PriceCalculatorTest.givesNoDiscountToRetailCustomers'],
    );
    assert.equal((await run(selectionOf(covering))).run.results.length, 1);
    assert.deepEqual(await apex.tests.covering("No'Class", quiet), []);
  });

  it('reports only what the run itself covered', async () => {
    await run(tests('AccountRatingServiceTest'), true);
    const { run: ran } = await run(tests('AccountRatingServiceTest', 'ratesWithoutWonOpportunities'), true);
    const unit = ran.coverage?.units.find(({ name }) => name === 'AccountRatingService') ?? assert.fail('no coverage');
    // Only `ratingOf`, up to its first return, and the constants.
    assert.deepEqual([unit.covered.includes(28), unit.covered.includes(31)], [true, false]);
    assert.deepEqual([...new Set(unit.tests.map(({ method }) => method))], ['ratesWithoutWonOpportunities']);
  });

  it('runs the classes of a suite', async () => {
    const suite = await addTooling(setup, 'ApexTestSuite', { TestSuiteName: 'Prices' });
    const { apex } = await setup.core.org(setup.orgId);
    const [first] = (await run(tests('PriceCalculatorTest'))).run.results;
    await addTooling(setup, 'TestSuiteMembership', { ApexTestSuiteId: suite, ApexClassId: first?.classId });
    const { run: ran } = await run({ kind: 'suites', names: ['Prices'] });
    assert.deepEqual(
      ran.results.map(({ className }) => className),
      ['PriceCalculatorTest'],
    );
    assert.deepEqual(await apex.tests.suites(quiet), [{ id: suite, name: 'Prices' }]);
  });

  it('runs all tests of the org', async () => {
    const { run: ran } = await run({ kind: 'local' });
    assert.deepEqual([...new Set(ran.results.map(({ className }) => className))].sort(), [
      'AccountRatingServiceTest',
      'CampaignTriggerTest',
      'PriceCalculatorTest',
    ]);
  });

  it('aborts the run in the org, and keeps the results so far', async () => {
    await addTooling(setup, 'ApexClass', { Name: 'SlowTest', Body: slowTest(80) });
    const { run: ran } = await run(tests('SlowTest'), false, () => quiet.signal);
    assert.equal(ran.outcome, 'aborted');
    assert.ok(ran.results.length > 0 && ran.results.length < 80, `${ran.results.length} results`);
    // Aborting ends a write, so it is none.
    assert.deepEqual(await journal(), [['tests', 'completed']]);
  });

  it('lists the test classes of the org with their methods', async () => {
    const { apex } = await setup.core.org(setup.orgId);
    const found = await apex.tests.inOrg(quiet);
    assert.deepEqual(
      found.map(({ name, namespace, methods }) => [name, namespace, methods.length]),
      [
        ['AccountRatingServiceTest', undefined, 3],
        ['CampaignTriggerTest', undefined, 3],
        ['PriceCalculatorTest', undefined, 1],
      ],
    );
    assert.match(found[0]?.classId ?? '', /^01p\w{15}$/);
  });

  it('sends nothing that the policy of the org forbids', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    await assert.rejects(run(tests('PriceCalculatorTest')), { code: 'policy.readOnly' });
  });

  it('says what Salesforce says of a class that it does not have', async () => {
    await assert.rejects(run(tests('NoSuchTest')), { code: 'request.refused' });
  });
});
