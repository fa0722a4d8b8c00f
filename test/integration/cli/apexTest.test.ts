// `kinetic apex test` against the practice org: what is printed, the reports, the exit codes.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addTooling, slowTest } from '../setup/apexClasses';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('kinetic apex test', function () {
  this.timeout(180_000);
  let setup: CoreSetup;
  before(async () => (setup = await openCoreSetup()));
  after(async () => setup.close());
  const run = (...words: readonly string[]): Promise<Ran> => runCli(setup, ['apex', 'test', ...words]);
  const path = (name: string): string => join(setup.folder, name);

  it('prints each test, why one failed and where, and has exit code 1', async () => {
    const { code, stdout } = await run('AccountRatingServiceTest');
    assert.equal(code, 1);
    assert.match(stdout, /^PASS AccountRatingServiceTest\.ratesByWonAmount {2}[\d,]+ ms$/m);
    assert.match(
      stdout,
      /^FAIL AccountRatingServiceTest\.ratesWithoutWonOpportunities.*\n.*This test fails on purpose\.\n +Expected: Warm\n +Actual: +Cold\n +at .*line 41, column 1\n/m,
    );
    assert.match(stdout, /^2 passed, 1 failed in [\d.]+ s \(run 707\w+\)$/m);
  });

  it('runs one method of a class, with exit code 0', async () => {
    const { code, stdout } = await run('CampaignTriggerTest.rejectsLongConference');
    assert.equal(code, 0);
    assert.deepEqual(
      [...stdout.matchAll(/^PASS (\S+)/gm)].map(([, name]) => name),
      ['CampaignTriggerTest.rejectsLongConference'],
    );
  });

  it('writes coverage with the paths of the sources, and the results as JUnit to stdout', async () => {
    const lcov = path('lcov.info');
    const words = ['PriceCalculatorTest', '--result-format', 'junit', '--coverage-format', 'lcov', '--to', lcov];
    const { code, stdout, stderr } = await run(...words);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^<\?xml .*\n<testsuites name="Apex tests" tests="1" failures="0"/);
    assert.match(stdout, /<testcase name="givesNoDiscountToRetailCustomers" classname="PriceCalculatorTest"/);
    const report = await readFile(lcov, 'utf8');
    // The sources are not below this folder.
    assert.match(report, /^SF:classes\/PriceCalculator\.cls$/m);
    assert.match(report, /^DA:12,0$/m);
  });

  it('writes the results to a file and prints them for people', async () => {
    const { code, stdout } = await run('PriceCalculatorTest', '--result-format', 'junit', '--to', path('tests.xml'));
    assert.equal(code, 0);
    assert.match(stdout, /^1 passed in /m);
    assert.match(await readFile(path('tests.xml'), 'utf8'), /<testsuites name="Apex tests" tests="1"/);
  });

  it('prints JSON alone to stdout', async () => {
    const { code, stdout, stderr } = await run('PriceCalculatorTest', '--json', '--coverage');
    const result = JSON.parse(stdout) as {
      readonly outcome: string;
      readonly tests: readonly { readonly className: string; readonly outcome: string }[];
      readonly coverage: { readonly code: readonly { readonly name: string; readonly percent: number }[] };
      readonly exitCode: number;
    };
    assert.deepEqual([code, result.exitCode, result.outcome], [0, 0, 'passed'], stderr);
    assert.deepEqual(
      result.tests.map(({ className, outcome }) => [className, outcome]),
      [['PriceCalculatorTest', 'pass']],
    );
    // 6 of its 12 lines.
    assert.equal(result.coverage.code.find(({ name }) => name === 'PriceCalculator')?.percent, 50);
    assert.match(stderr, /^PASS PriceCalculatorTest/m);
  });

  it('leaves the run in the org after the time to wait', async () => {
    await addTooling(setup, 'ApexClass', { Name: 'SlowTest', Body: slowTest(60) });
    const { code, stderr } = await run('SlowTest', '--wait', '0.001');
    assert.equal(code, 124, stderr);
    assert.match(stderr, /The org continues the run 707\w+\./);
  });

  it('runs nothing that the policy forbids, or that is not confirmed', async () => {
    assert.equal((await runCli(setup, ['policy', '--access', 'confirm'])).code, 0);
    const refused = await run('PriceCalculatorTest');
    assert.deepEqual([refused.code, refused.stdout], [2, '']);
    assert.match(refused.stderr, /--yes/);
    assert.equal((await run('PriceCalculatorTest', '--yes')).code, 0);
  });

  it('takes no options that have no effect', async () => {
    for (const words of [
      ['--coverage-format', 'lcov'],
      ['--to', 'x.xml'],
      ['A', '--suite', 'B'],
      ['A', '--log'],
      ['A', '--json', '--result-format', 'junit'],
      ['A', '--result-format', 'csv'],
    ])
      assert.equal((await run(...words)).code, 2, words.join(' '));
  });
});

describe('the sources of Apex', () => {
  it('are found below a folder, without those of packages', async () => {
    const { findApexSources } = await import('../../../src/cli/apexSources');
    const { mkdtemp, rm } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-sources-'));
    for (const file of ['a/classes/Orders.cls', 'node_modules/x/Other.cls', '.sfdx/Orders.cls', 'b/OnOrder.trigger']) {
      await mkdir(join(folder, file, '..'), { recursive: true });
      await writeFile(join(folder, file), '');
    }
    const sources = await findApexSources(folder);
    await rm(folder, { recursive: true });
    assert.deepEqual(
      [sources.fileOf('orders', 'class'), sources.fileOf('OnOrder', 'trigger'), sources.fileOf('Other', 'class')],
      ['a/classes/Orders.cls', 'b/OnOrder.trigger', undefined],
    );
  });
});
