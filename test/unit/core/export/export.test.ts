// An export against every behavior of Salesforce, the network and the disk: every record once, or a true error.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { CancelReason } from '../../../../src/core/kernel/task';
import type { Rest } from '../../../../src/core/rest/rest';
import { createFakeQuery, type FakeQueryOptions } from '../../../fakes/fakeQuery';
import { openExport, part, target } from './exportFixture';

const header = '"Id","Name"\n';
const row = (index: number): string => `"${index}","Row, ""${index}"""\n`;
/** Seven pages of two records: more than one list of links. */
const pages = Array.from({ length: 7 }, (_, page) => header + row(2 * page) + row(2 * page + 1));
const whole = header + Array.from({ length: 14 }, (_, index) => row(index)).join('');
const good: FakeQueryOptions = { pages, counted: 14 };
const codeOf = (error: unknown): string => (error instanceof SalesforceError ? error.code : String(error));

describe('an export', () => {
  for (const [name, options] of [
    ['lists of links as the guide shows them', {}],
    ['lists of links as Salesforce’s own collection shows them', { links: 'resultLink' }],
    ['no lists of links', { links: 'none' }],
    ['an API version before there were lists', { apiVersion: '57.0' }],
    ['no header that counts the records of a page', { announced: () => undefined }],
    ['a header that counts them', { announced: () => 2 }],
  ] as const) {
    it(`has every record once, in order, with ${name}`, async () => {
      const fixture = openExport(createFakeQuery({ ...good, ...options }));
      assert.equal(await fixture.run(), undefined);
      assert.deepEqual([fixture.state.outcome, fixture.state.total, fixture.state.succeeded], ['completed', 14, 14]);
      assert.equal(fixture.files.text(target), whole);
      assert.deepEqual(fixture.files.paths(), [target]);
    });
  }

  it('has plain numbers on request, also for parents and after a resume, and Salesforce’s text otherwise', async () => {
    const csv = (first: string, second: string): FakeQueryOptions => {
      const head = '"Name","Amount","Account.AnnualRevenue"\n';
      return { pages: [`${head}"1E5","${first}","2.0E7"\n`, `${head}"2E5","${second}","7"\n`], counted: 2 };
    };
    const fields: Readonly<Record<string, readonly object[]>> = {
      Opportunity: [
        { name: 'Name', type: 'string', relationshipName: null, referenceTo: [] },
        { name: 'Amount', type: 'currency', relationshipName: null, referenceTo: [] },
        { name: 'AccountId', type: 'reference', relationshipName: 'Account', referenceTo: ['Account'] },
      ],
      Account: [{ name: 'AnnualRevenue', type: 'currency', relationshipName: null, referenceTo: [] }],
    };
    const describes = { object: (name: string) => Promise.resolve({ fields: fields[name] ?? [] }) };
    const rest = { describes } as unknown as Rest;
    const query = createFakeQuery(csv('8.77E7', '-1.0E-7'));
    const soql = 'SELECT Name, Amount, Account.AnnualRevenue FROM Opportunity';
    const fixture = openExport(query, { soql, plainNumbers: true }, rest);
    await fixture.run((event) => event.type === 'pageSaved');
    assert.equal(await fixture.run(), undefined);
    const expected = '"Name","Amount","Account.AnnualRevenue"\n"1E5","87700000","20000000"\n"2E5","-0.0000001","7"\n';
    assert.equal(fixture.files.text(target), expected);
    const usual = openExport(createFakeQuery(csv('8.77E7', '-1.0E-7')), { soql }, rest);
    assert.equal(await usual.run(), undefined);
    assert.equal(
      usual.files.text(target),
      expected.replace('87700000', '8.77E7').replace('20000000', '2.0E7').replace('-0.0000001', '-1.0E-7'),
    );
  });

  it('always uses the API version that created the job', async () => {
    const old = createFakeQuery({ ...good, apiVersion: '60.0' });
    const fixture = openExport(old);
    await fixture.run((event) => event.type === 'queryCounted');
    const asked: string[] = [];
    const upgraded = { ...old, client: { ...old.client, apiVersion: '66.0' } };
    old.onAsk = (path) => void asked.push(path);
    const again = openExport(upgraded);
    again.state = fixture.state;
    assert.equal(await again.run(), undefined);
    assert.equal(again.files.text(target), whole);
    assert.ok(asked.every((path) => path.startsWith('/jobs/query/')));
  });

  it('reports each page only once it is on the disk, with the length of the file', async () => {
    const fixture = openExport(createFakeQuery(good));
    await fixture.run((event) => {
      if (event.type === 'pageSaved') assert.equal(fixture.files.text(part)?.length, event.bytes);
      return false;
    });
    assert.deepEqual(
      fixture.events.flatMap((event) => (event.type === 'pageSaved' ? [event.records] : [])),
      [2, 4, 6, 8, 10, 12, 14],
    );
    assert.deepEqual(
      fixture.events.map((event) => event.type).filter((type) => type !== 'pageSaved' && type !== 'downloading'),
      ['created', 'queryCreated', 'processing', 'queryCounted', 'finished'],
    );
  });

  for (const links of ['resultUrl', 'none'] as const)
    it(`cuts off what a crash left after the last page (${links})`, async () => {
      for (let lastPage = 1; lastPage <= 7; lastPage++) {
        const fixture = openExport(createFakeQuery({ ...good, links }));
        let count = 0;
        await fixture.run((event) => event.type === 'pageSaved' && ++count === lastPage);
        fixture.files.put(part, `${fixture.files.text(part) ?? ''}"99","torn`);
        await fixture.run();
        assert.deepEqual([fixture.state.outcome, fixture.files.text(target)], ['completed', whole]);
      }
    });

  it('finds its own file when the crash came after the rename and before the journal', async () => {
    const fixture = openExport(createFakeQuery(good));
    await fixture.run((event) => event.type === 'pageSaved' && event.next === null);
    await fixture.files.rename(part, target);
    assert.equal(await fixture.run(), undefined);
    assert.deepEqual([fixture.state.outcome, fixture.state.error], ['completed', undefined]);
    assert.equal(fixture.files.text(target), whole);
  });

  for (const [name, spoil] of [
    ['is gone', (files: { remove: (path: string) => Promise<void> }) => files.remove(part)],
    ['was cut', (files: { put: (path: string, text: string) => void }) => files.put(part, header)],
  ] as const)
    it(`starts over with the same query job when the draft ${name}`, async () => {
      const query = createFakeQuery(good);
      const fixture = openExport(query);
      await fixture.run((event) => event.type === 'pageSaved' && event.records === 6);
      await spoil(fixture.files);
      assert.equal(await fixture.run(), undefined);
      assert.deepEqual([fixture.state.outcome, fixture.files.text(target)], ['completed', whole]);
      assert.equal(query.asked.filter((path) => path.startsWith('POST')).length, 1);
    });

  it('is not complete when fewer records arrive than Salesforce found, and keeps what arrived', async () => {
    const fixture = openExport(createFakeQuery({ ...good, counted: 15 }));
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.error?.code], ['failed', 'job.incompleteExport']);
    assert.deepEqual(fixture.state.error?.details, { expected: 15, received: 14, file: part });
    assert.deepEqual(fixture.files.paths(), [part]);
  });

  it('fetches a page again that arrived cut short', async () => {
    let wrongCounts = 0;
    const announced = (page: number): number => (page === 3 && wrongCounts++ < 2 ? 3 : 2);
    const fixture = openExport(createFakeQuery({ ...good, announced }));
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
    const never = openExport(createFakeQuery({ ...good, announced: () => 3 }));
    assert.equal(codeOf(await never.run()), 'network.incompletePage', 'a resume may overcome it');
  });

  /** The first `times` answers to the request for a page have another body. */
  const spoiled = (page: number, body: string, times: number, options: Partial<FakeQueryOptions> = {}) => {
    const bodies = [...pages];
    const query = createFakeQuery({ ...good, ...options, pages: bodies });
    let asked = 0;
    query.onAsk = (path) => {
      if (path.endsWith(`/results?p/${page}`)) bodies[page] = asked++ < times ? body : (pages[page] as string);
    };
    return query;
  };

  for (const links of ['resultUrl', 'none'] as const)
    for (const [what, body, code] of [
      ['is cut between the cells of its last record', `${header}${row(4)}"5"`, 'network.incompleteRecords'],
      ['lacks its end', `${header}${row(4)}"5","Row`, 'network.incompleteRecords'],
      ['is empty', '', 'network.incompleteRecords'],
      ['has other columns', `"Name","Id"\n${row(4)}${row(5)}`, 'network.otherColumns'],
      ['lacks a column', '"Id"\n"4"\n"5"\n', 'network.otherColumns'],
      ['is a web page', '<html>\n<p>Sign in\n</html>\n', 'network.otherColumns'],
    ] as const)
      it(`fetches a page again that ${what}, and never writes it (${links})`, async () => {
        const fixture = openExport(spoiled(2, body, 2, { links }));
        assert.equal(await fixture.run(), undefined);
        assert.equal(fixture.files.text(target), whole);
        const always = openExport(spoiled(2, body, Infinity, { links }));
        assert.equal(codeOf(await always.run()), code, 'a resume may overcome it');
        assert.equal(always.files.text(part), header + [0, 1, 2, 3].map(row).join(''));
      });

  for (const format of ['csv', 'jsonl'] as const)
    for (const other of ['"Id","Label"', '"Name","Id"', '"Id","Name","X"'])
      it(`compares the columns ${other} after a resume with those of its file (${format})`, async () => {
        const fixture = openExport(spoiled(3, `${other}\n`, Infinity), { format });
        await fixture.run((event) => event.type === 'pageSaved' && event.records === 6);
        const saved = fixture.files.text(part);
        assert.equal(codeOf(await fixture.run()), 'network.otherColumns');
        assert.equal(fixture.files.text(part), saved);
      });

  it('continues as JSON Lines after a resume, whatever the first line has in quotes', async () => {
    const head = '"Id","Owner.Name","Name","Owner.Email"\n';
    const lines = ['"1","A ""B","x\ny",""\n', '"2","","z","a@b.example"\n'];
    const query = { pages: lines.map((line) => head + line), counted: 2 };
    const fixture = openExport(createFakeQuery(query), { format: 'jsonl' });
    await fixture.run((event) => event.type === 'pageSaved' && event.records === 1);
    assert.equal(await fixture.run(), undefined);
    assert.equal(
      fixture.files.text(target),
      '{"Id":"1","Owner":{"Name":"A \\"B","Email":null},"Name":"x\\ny"}\n' +
        '{"Id":"2","Owner":{"Name":null,"Email":"a@b.example"},"Name":"z"}\n',
    );
  });

  it('ends when its first page cannot be downloaded, although other pages wait for its columns', async () => {
    const fixture = openExport(spoiled(0, `${header}"0"`, Infinity));
    assert.equal(codeOf(await fixture.run()), 'network.incompleteRecords');
  });

  it('accepts pages without a last line ending when every download has none', async () => {
    const open = pages.map((page) => page.slice(0, -1));
    const fixture = openExport(createFakeQuery({ ...good, pages: open }));
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
  });

  it('notices that the locator is lost instead of ending early', async () => {
    const fixture = openExport(createFakeQuery({ ...good, links: 'none', lostHeaders: ['sforce-locator'] }));
    assert.equal(codeOf(await fixture.run()), 'network.missingHeader');
    assert.equal(fixture.files.text(target), undefined);
  });

  it('continues at the locator when the header is back', async () => {
    const query = createFakeQuery({ ...good, links: 'none' });
    const fixture = openExport(query);
    await fixture.run((event) => event.type === 'pageSaved' && event.records === 4);
    query.asked.length = 0;
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
    assert.match(query.asked[0] ?? '', /\/results\?p\/2$/);
  });
});

describe('an export that is aborted', () => {
  it('creates no query job when it has not begun', async () => {
    const query = createFakeQuery(good);
    const fixture = openExport(query);
    fixture.abortRequested.abort(new CancelReason('user'));
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, query.asked, fixture.files.paths()], ['aborted', [], []]);
  });

  it('leaves nothing on the disk', async () => {
    const fixture = openExport(createFakeQuery(good));
    await fixture.run((event) => {
      if (event.type === 'pageSaved' && event.records === 4) fixture.abortRequested.abort(new CancelReason('user'));
      return false;
    });
    assert.equal(fixture.state.outcome, 'aborted');
    assert.deepEqual(fixture.files.paths(), []);
  });
});

describe('an export to a disk that fails', () => {
  const full = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };

  it('sends nothing to Salesforce when the file cannot be created', async () => {
    const query = createFakeQuery(good);
    const fixture = openExport(query);
    Object.assign(fixture.files, { append: full });
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.error?.code], ['rejected', 'input.cannotWrite']);
    assert.deepEqual(query.asked, []);
  });

  it('never replaces a device', async () => {
    const query = createFakeQuery(good);
    const fixture = openExport(query, { overwrite: true });
    Object.assign(fixture.files, { facts: async () => ({ kind: 'other', sizeBytes: 0, modifiedMs: 0 }) });
    await fixture.run();
    assert.deepEqual([fixture.state.outcome, fixture.state.error?.code], ['rejected', 'input.notAFile']);
    assert.deepEqual(query.asked, []);
  });

  it('keeps what it has until there is room', async () => {
    const fixture = openExport(createFakeQuery(good));
    const { append } = fixture.files;
    await fixture.run((event) => event.type === 'pageSaved' && event.records === 4);
    const writing = async (path: string, at: number) => ({ ...(await append(path, at)), flush: full });
    Object.assign(fixture.files, { append: writing });
    assert.equal(codeOf(await fixture.run()), 'input.cannotWrite');
    Object.assign(fixture.files, { append });
    assert.equal(await fixture.run(), undefined);
    assert.equal(fixture.files.text(target), whole);
  });
});
