// A cache between this computer and Salesforce sends one page of a query in place of another. The export has every
// record once in the end, and never ends as completed with some twice and others missing.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { createFakeQuery, type FakeQuery, type FakeQueryOptions } from '../../../fakes/fakeQuery';
import { openExport, target } from './exportFixture';

const codeOf = (error: unknown): string => (error instanceof SalesforceError ? error.code : String(error));

/** Seven pages of two records: more than one list of links. */
const pagesOf = (header: string, row: (index: number) => string): readonly string[] =>
  Array.from({ length: 7 }, (_, page) => header + row(2 * page) + row(2 * page + 1));
const header = '"Id","Name"\n';
const row = (index: number): string => `"00${index}","Row"\n`;
const pages = pagesOf(header, row);
const whole = header + Array.from({ length: 14 }, (_, index) => row(index)).join('');
const good: FakeQueryOptions = { pages, counted: 14 };

interface Cache {
  /** The page that is asked for, and the one that is sent. */
  readonly asked: number;
  readonly sent: number;
  readonly times: number;
}

/** Sends the body, and in most caches the headers, of another page. */
function withCache({ asked, sent, times }: Cache, options: FakeQueryOptions, hasHeaders: boolean): FakeQuery {
  const query = createFakeQuery(options);
  const { client } = query;
  let count = 0;
  const send: typeof client.send = async (request, task) => {
    const url = new URL(request.path, 'https://fake');
    const locator = request.query?.['locator'] ?? url.searchParams.get('locator');
    if (locator !== `p/${asked}` || count++ >= times) return client.send(request, task);
    const right = await client.send(request, task);
    const path = `${url.pathname}?locator=p/${sent}`;
    const other = await client.send({ ...request, path, query: {} }, task);
    return hasHeaders ? other : { ...other, header: right.header };
  };
  return Object.assign(query, { client: { ...client, send } });
}

const early = [
  [2, 0],
  [2, 1],
  [6, 2],
  [5, 4],
] as const;
const listed = [...early, [2, 6] as const];

describe('an export through a cache', () => {
  for (const [links, places] of [
    ['resultUrl', listed],
    ['resultLink', listed],
    ['none', early],
  ] as const)
    for (const [asked, sent] of places)
      it(`fetches page ${asked} again that came as page ${sent} (${links})`, async () => {
        const query = withCache({ asked, sent, times: 1 }, { ...good, links }, true);
        const fixture = openExport(query);
        await fixture.run();
        // What is not noticed at the page itself is noticed later, and the next run begins at the first record.
        if (fixture.state.outcome === undefined) assert.equal(await fixture.run(), undefined);
        assert.deepEqual([fixture.state.outcome, fixture.files.text(target)], ['completed', whole]);
      });

  for (const [asked, sent] of listed)
    it(`is interrupted while page ${asked} comes as page ${sent}, and complete once it does not`, async () => {
      const wrong = withCache({ asked, sent, times: Infinity }, good, true);
      const fixture = openExport(wrong);
      assert.equal(codeOf(await fixture.run()), 'network.otherPage');
      assert.equal(codeOf(await fixture.run()), 'network.otherPage', 'a resume does not trust what is in the file');
      assert.equal(fixture.files.text(target), undefined);
      const right = openExport(createFakeQuery(good));
      right.state = fixture.state;
      assert.equal(await right.run(), undefined);
      assert.equal(right.files.text(target), whole);
    });

  it('is not completed when the last page, which ends it, comes too early', async () => {
    const fixture = openExport(withCache({ asked: 2, sent: 6, times: 1 }, { ...good, links: 'none' }, true));
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.error?.code], ['failed', 'job.incompleteExport']);
  });

  it('notices another page by the ID of its first record when the headers are right', async () => {
    const fixture = openExport(withCache({ asked: 3, sent: 1, times: 2 }, good, false));
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
  });

  it('notices another page by its locator when the query has no IDs', async () => {
    const named = { pages: pagesOf('"Name"\n', (index) => `"${index}"\n`), counted: 14 };
    const fixture = openExport(withCache({ asked: 3, sent: 1, times: 2 }, named, true));
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), `"Name"\n${Array.from({ length: 14 }, (_, at) => `"${at}"\n`).join('')}`);
  });

  it('notices an earlier page after a resume, which has not seen that page', async () => {
    const fixture = openExport(withCache({ asked: 3, sent: 1, times: 2 }, good, true));
    await fixture.run((event) => event.type === 'pageSaved' && event.records === 6);
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
  });

  for (const [what, head, same] of [
    ['the same values without IDs', '"Name"\n', '"A"\n'],
    ['the empty ID of rows that are no records', '"Id","Name"\n', '"000000000000000AAA","A"\n'],
    ['no ID', '"Id","Name"\n', '"","A"\n'],
  ] as const)
    it(`accepts pages that all have ${what}`, async () => {
      const fixture = openExport(createFakeQuery({ pages: pagesOf(head, () => same), counted: 14 }));
      assert.equal(await fixture.run(), undefined);
      assert.equal(fixture.files.text(target), head + same.repeat(14));
    });
});
