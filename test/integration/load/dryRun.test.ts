// A dry run says what the load then does, and sends and writes nothing.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { LoadSpec } from '../../../src/core/core';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

describe('a dry run', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const specOf = (file: string, change: Partial<LoadSpec> = {}): LoadSpec => ({
    kind: 'load',
    orgId: setup.orgId,
    file,
    object: 'Account',
    operation: 'insert',
    ...change,
  });
  const requests = (): number => setup.practice.requests.all.length;

  for (const api of ['rest', 'collections', 'bulk'] as const)
    it(`names the rows, the columns and the least number of calls that a load over ${api} then has`, async () => {
      const file = await setup.csv('a.csv', 'Name,sf__Id\nMoss,\nLee,\nKim,\n');
      const { plan, calls, problems } = await setup.core.dryRun(specOf(file, { api }), quiet);
      assert.deepEqual(problems, []);
      const before = requests();
      const again = await setup.newCore();
      const begun = requests();
      const jobId = await again.jobs.start(specOf(file, { api }));
      const state = await again.jobs.whenFinished(jobId, quiet.signal);
      assert.equal(state.kind === 'load' && state.outcome, 'completed');
      assert.deepEqual(state.kind === 'load' && { ...state.plan, parts: undefined }, { ...plan, parts: undefined });
      assert.ok(before < begun, 'the second core signs in by itself');
      const polls = setup.practice.requests.all
        .slice(begun)
        .filter(({ method, path }) => method === 'GET' && /\/jobs\/ingest\/\w+$/.test(path)).length;
      assert.equal(requests() - begun - Math.max(0, polls - 2), calls, 'without more than one look at the progress');
    });

  it('sends no row and leaves no file', async () => {
    const file = await setup.csv('a.csv', 'Id,Phone\r\n001000000000001AAA,1\r\n');
    const files = await readdir(setup.folder);
    const before = requests();
    for (const operation of ['update', 'hardDelete'] as const)
      await setup.core.dryRun(specOf(file, { operation, blanks: 'clear' }), quiet);
    assert.deepEqual(await readdir(setup.folder), files);
    assert.deepEqual(
      setup.practice.requests.all.slice(before).filter(({ method }) => method !== 'GET'),
      [],
    );
    assert.deepEqual(await setup.core.writes.list({}), []);
  });

  it('finds what is wrong with the file, the object, the key and the policy', async () => {
    const codes = async (text: string, change: Partial<LoadSpec> = {}): Promise<readonly string[]> =>
      (await setup.core.dryRun(specOf(await setup.csv('b.csv', text), change), quiet)).problems.map(({ code }) => code);
    assert.deepEqual(await codes('Name\n"Moss\n'), ['input.unclosedQuote']);
    assert.deepEqual(await codes('Nme\nMoss\n'), ['input.notAField']);
    assert.deepEqual(await codes('Name\nMoss\n', { object: 'Acount' }), ['request.notFound']);
    const upsert = { operation: 'upsert', externalIdField: 'Phone' } as const;
    assert.deepEqual(await codes('Phone,Name\n1,Moss\n', upsert), ['input.notAnExternalId']);
    await setup.core.policies.set(setup.orgId, { access: 'full', maxRows: 1 });
    assert.deepEqual(await codes('Name\nMoss\n'), []);
    assert.deepEqual(await codes('Name\nMoss\nLee\n'), ['policy.rows']);
  });

  it('counts the cells that their fields cannot take, and finds a load of which every row would fail', async () => {
    const found = async (text: string, change: Partial<LoadSpec> = {}) => {
      const file = await setup.csv('d.csv', text);
      const { problems, warnings } = await setup.core.dryRun(specOf(file, change), quiet);
      const said = (errors: typeof problems) =>
        errors.map(({ details: { field, kind, count, values, line, value } }) => [
          `${String(count)} of ${String(values)} ${String(field)}, ${String(kind)}`,
          `${String(line)}: ${String(value)}`,
        ]);
      return { problems: said(problems), warnings: said(warnings) };
    };
    const rows = 'Name;AnnualRevenue;NumberOfEmployees\nMoss;12.345,67;5\nLee;;many\nKim;7.5;\n';
    const revenue = ['1 of 2 AnnualRevenue, numbers', '2: 12.345,67'];
    const employees = ['1 of 2 NumberOfEmployees, whole numbers', '3: many'];
    for (const api of ['collections', 'bulk'] as const)
      assert.deepEqual(await found(rows, { api }), { problems: [], warnings: [revenue, employees] }, api);
    const some = rows.replace('Kim;7.5;\n', '');
    assert.deepEqual(await found(some), {
      problems: [['1 of 1 AnnualRevenue, numbers', '2: 12.345,67'], employees],
      warnings: [],
    });
    const mapping: NonNullable<LoadSpec['mapping']> = {
      fields: [
        { from: ['Name'], field: 'Name', steps: [] },
        { from: ['AnnualRevenue'], field: 'AnnualRevenue', steps: [{ kind: 'number', decimal: ',', group: '.' }] },
      ],
    };
    assert.deepEqual(await found(some, { mapping }), { problems: [], warnings: [] });
    assert.deepEqual(await found('sep=;\nName;AnnualRevenue\nMoss;1\nLee;1,5\n'), {
      problems: [],
      warnings: [['1 of 2 AnnualRevenue, numbers', '4: 1,5']],
    });
  });

  it('says which question the load will ask', async () => {
    const file = await setup.csv('c.csv', 'Id\n001000000000001AAA\n');
    const question = async (operation: LoadSpec['operation']) =>
      (await setup.core.dryRun(specOf(file, { operation }), quiet)).question;
    assert.deepEqual(await question('update'), { confirm: false, typed: false });
    assert.deepEqual(await question('delete'), { confirm: true, typed: false });
    assert.deepEqual(await question('hardDelete'), { confirm: true, typed: true });
  });
});
