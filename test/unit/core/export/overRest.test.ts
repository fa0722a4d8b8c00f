// An export over REST: the same file formats, resumed after an interruption, complete only with every record.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { ExportSpec } from '../../../../src/core/model/export';
import type { Rest, Row } from '../../../../src/core/rest/rest';
import { createFakeQuery } from '../../../fakes/fakeQuery';
import { openExport, part, target, type ExportFixture } from './exportFixture';

const rows: readonly Row[] = [
  { Name: 'A "B"', Owner: null, Size: 1.5, Contacts: null },
  { Name: 'two\nlines', Owner: { Name: 'Lee' }, Size: null, Contacts: [{ Id: '1' }] },
];
const soql = 'SELECT Name, Owner.Name, Size, (SELECT Id FROM Contacts) FROM Account';

interface RestOptions {
  readonly rows?: readonly Row[];
  readonly total?: number;
  /** Called for every page that is fetched, with its place; may throw. */
  readonly onAsk?: (place: string) => void;
}

interface RestFixture extends ExportFixture {
  /** The places that were fetched: `first`, or the path of a page. */
  readonly asked: string[];
}

/** Pages of one row each. */
function open({ onAsk = () => undefined, ...options }: RestOptions = {}, spec: Partial<ExportSpec> = {}): RestFixture {
  const all = options.rows ?? rows;
  const asked: string[] = [];
  const pages: Rest['pages'] = async function* (from) {
    const start = 'next' in from ? Number(from.next.slice('/page/'.length)) : 0;
    for (let at = start; at < Math.max(all.length, 1); at++) {
      const place = at === 0 ? 'first' : `/page/${at}`;
      asked.push(place);
      onAsk(place);
      const next = at + 1 < all.length ? `/page/${at + 1}` : null;
      yield { total: options.total ?? all.length, rows: all.slice(at, at + 1), next };
    }
  };
  const fields = [
    { name: 'Id', custom: false },
    { name: 'Tier__c', custom: true },
  ];
  const rest = { pages, describes: { object: async () => ({ fields }) } } as unknown as Rest;
  const bulk = createFakeQuery({ pages: [], counted: 0 });
  bulk.onAsk = (path) => assert.fail(`asked the Bulk API: ${path}`);
  return Object.assign(openExport(bulk, { soql, rest: true, ...spec }, rest), { asked });
}

const broken = (): never => {
  throw new SalesforceError('network.connectionLost', { host: 'h', reason: 'reset' });
};

describe('an export over REST', () => {
  it('writes CSV with every value in quotes, parents as columns and child records as JSON', async () => {
    const fixture = open();
    assert.equal(await fixture.run(), undefined);
    assert.deepEqual([fixture.state.outcome, fixture.state.total, fixture.state.succeeded], ['completed', 2, 2]);
    assert.equal(
      fixture.files.text(target),
      '"Name","Owner.Name","Size","Contacts"\n' +
        '"A ""B""","","1.5",""\n' +
        '"two\nlines","Lee","","[{""Id"":""1""}]"\n',
    );
    assert.deepEqual(fixture.files.paths(), [target]);
  });

  it('writes JSON Lines with the values that Salesforce sends', async () => {
    const fixture = open({}, { format: 'jsonl' });
    await fixture.run();
    assert.deepEqual(
      (fixture.files.text(target) ?? '')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      rows,
    );
  });

  it('keeps an address together, whatever the first record has', async () => {
    const addresses = [{ BillingAddress: null }, { BillingAddress: { city: 'Ulm' } }];
    const fixture = open({ rows: addresses }, { soql: 'SELECT BillingAddress FROM Account' });
    await fixture.run();
    assert.equal(fixture.files.text(target), '"BillingAddress"\n""\n"{""city"":""Ulm""}"\n');
  });

  it('writes a count as a record', async () => {
    const fixture = open({ rows: [], total: 7 }, { soql: 'SELECT COUNT() FROM Account' });
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.total], ['completed', 1]);
    assert.equal(fixture.files.text(target), '"count"\n"7"\n');
  });

  for (const [select, header] of [
    ['Id, Owner.Name, (SELECT Id FROM Contacts)', '"Id","Owner.Name","Contacts"\n'],
    ['Name, FIELDS(ALL)', '"Name","Id","Tier__c"\n'],
    ['FIELDS(STANDARD)', '"Id"\n'],
    ['FIELDS(CUSTOM)', '"Tier__c"\n'],
  ] as const)
    it(`has its header without a record: ${select}`, async () => {
      const fixture = open({ rows: [] }, { soql: `SELECT ${select} FROM Account LIMIT 200` });
      await fixture.run();
      assert.deepEqual(
        [fixture.state.outcome, fixture.state.total, fixture.files.text(target)],
        ['completed', 0, header],
      );
    });

  for (const format of ['csv', 'jsonl'] as const)
    it(`continues after an interruption where it stopped (${format})`, async () => {
      let breaks = 1;
      const onAsk = (place: string): void => {
        if (place === '/page/1' && breaks-- > 0) broken();
      };
      const fixture = open({ onAsk }, { format });
      assert.equal(((await fixture.run()) as SalesforceError).code, 'network.connectionLost');
      assert.equal(fixture.files.text(target), undefined);
      fixture.files.put(part, `${fixture.files.text(part) ?? ''}torn`);
      fixture.asked.length = 0;
      assert.equal(await fixture.run(), undefined);
      assert.deepEqual([fixture.state.outcome, fixture.state.succeeded, fixture.asked], ['completed', 2, ['/page/1']]);
      const whole = open({}, { format });
      await whole.run();
      assert.equal(fixture.files.text(target), whole.files.text(target));
    });

  it('starts over when Salesforce no longer knows the place, and says so', async () => {
    let breaks = 1;
    const onAsk = (place: string): void => {
      if (place === '/page/1' && breaks === 1) broken();
      if (place === '/page/1' && breaks === 0) {
        breaks--;
        throw new SalesforceError('job.locatorExpired');
      }
    };
    const fixture = open({ onAsk });
    await fixture.run();
    breaks--;
    assert.equal(await fixture.run(), undefined);
    assert.deepEqual([fixture.state.outcome, fixture.state.succeeded], ['completed', 2]);
    assert.equal(fixture.state.restarted?.code, 'job.locatorExpired');
    assert.equal((fixture.files.text(target) ?? '').split('"Name"').length, 2, 'one header');
  });

  it('starts over when its draft is gone, and says so', async () => {
    let breaks = 1;
    const onAsk = (place: string): void => {
      if (place === '/page/1' && breaks-- > 0) broken();
    };
    const fixture = open({ onAsk });
    await fixture.run();
    await fixture.files.remove(part);
    assert.equal(await fixture.run(), undefined);
    assert.deepEqual([fixture.state.outcome, fixture.state.restarted?.code], ['completed', 'job.fileMissing']);
    assert.deepEqual(fixture.asked, ['first', '/page/1', 'first', '/page/1']);
  });

  it('is not complete when records are missing', async () => {
    const fixture = open({ total: 3 });
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.error?.code], ['failed', 'job.incompleteExport']);
    assert.deepEqual(fixture.files.paths(), [part]);
  });
});
