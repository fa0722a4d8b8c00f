// An export over REST: the same file formats, begun anew after an interruption, complete only with every record.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { ExportSpec } from '../../../../src/core/kernel/job';
import type { Rest, Row } from '../../../../src/core/rest/rest';
import { createFakeQuery } from '../../../fakes/fakeQuery';
import { openExport, part, target, type ExportHouse } from './exportHouse';

const rows: readonly Row[] = [
  { Name: 'A "B"', Owner: null, Size: 1.5, Contacts: null },
  { Name: 'two\nlines', Owner: { Name: 'Lee' }, Size: null, Contacts: [{ Id: '1' }] },
];
const soql = 'SELECT Name, Owner.Name, Size, (SELECT Id FROM Contacts) FROM Account';

interface RestOptions {
  readonly total?: number;
  /** Called before each row is handed out. */
  readonly onRow?: (index: number) => void;
}

function open(options: RestOptions = {}, spec: Partial<ExportSpec> = {}): ExportHouse {
  const answer = async function* (): AsyncGenerator<Row> {
    for (const [index, row] of rows.entries()) {
      options.onRow?.(index);
      yield row;
    }
  };
  const rest = { query: async () => ({ total: options.total ?? rows.length, rows: answer() }) } as unknown as Rest;
  const bulk = createFakeQuery({ pages: [], counted: 0 });
  bulk.onAsk = (path) => assert.fail(`asked the Bulk API: ${path}`);
  return openExport(bulk, { soql, rest: true, ...spec }, rest);
}

describe('an export over REST', () => {
  it('writes CSV with every value in quotes, parents as columns and child records as JSON', async () => {
    const house = open();
    assert.equal(await house.run(), undefined);
    assert.deepEqual([house.state.end, house.state.total, house.state.succeeded], ['complete', 2, 2]);
    assert.equal(
      house.files.text(target),
      '"Name","Owner.Name","Size","Contacts"\n' +
        '"A ""B""","","1.5",""\n' +
        '"two\nlines","Lee","","[{""Id"":""1""}]"\n',
    );
    assert.deepEqual(house.files.paths(), [target]);
  });

  it('writes JSON Lines with the values that Salesforce sends', async () => {
    const house = open({}, { format: 'jsonl' });
    await house.run();
    assert.deepEqual(
      (house.files.text(target) ?? '')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      rows,
    );
  });

  it('writes a count as a record', async () => {
    const house = open({ total: 7 }, { soql: 'SELECT COUNT() FROM Account' });
    await house.run();
    assert.deepEqual([house.state.end, house.state.total], ['complete', 1]);
    assert.equal(house.files.text(target), '"count"\n"7"\n');
  });

  it('begins anew after an interruption', async () => {
    let breaks = 1;
    const onRow = (index: number): void => {
      if (index === 1 && breaks-- > 0) throw new SalesforceError('network.broken', { host: 'h', reason: 'reset' });
    };
    const house = open({ onRow });
    assert.equal(((await house.run()) as SalesforceError).code, 'network.broken');
    assert.equal(house.files.text(target), undefined);
    assert.equal(await house.run(), undefined);
    assert.deepEqual([house.state.end, house.state.succeeded], ['complete', 2]);
    assert.equal((house.files.text(target) ?? '').split('"Name"').length, 2, 'one header');
  });

  it('is not complete when records are missing', async () => {
    const house = open({ total: 3 });
    await house.run();
    assert.deepEqual([house.state.end, house.state.trouble?.code], ['broken', 'job.shortExport']);
    assert.deepEqual(house.files.paths(), [part]);
  });
});
