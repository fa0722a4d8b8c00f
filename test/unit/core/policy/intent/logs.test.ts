// What is logged, and the deletion of logs, are told from records by the request alone.
import assert from 'node:assert/strict';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';

const tooling = '/services/data/v{v}/tooling';
const log = '07L000000000001EAA';

describe('a write about debug logs', () => {
  const intentOf = (method: string, path: string) => writeIntent({ method, path: `${tooling}/${path}` }, '66.0');

  it('is a trace flag or a debug level, whatever is done to it', () => {
    for (const [method, path] of [
      ['POST', 'sobjects/TraceFlag'],
      ['PATCH', 'sobjects/traceflag/7tf000000000001AAA'],
      ['DELETE', 'sobjects/TraceFlag/7tf000000000001AAA'],
      ['PATCH', 'sobjects/DebugLevel/7dl000000000001AAA'],
    ] as const)
      assert.deepEqual(intentOf(method, path)?.operations, ['traceFlags'], `${method} ${path}`);
  });

  it('is a deletion of logs with their number', () => {
    const write = (rows: number) => ({ operations: ['deleteLogs'], objects: ['ApexLog'], rows });
    assert.deepEqual(intentOf('DELETE', `sobjects/ApexLog/${log}`), write(1));
    assert.deepEqual(intentOf('DELETE', `composite/sobjects?ids=${log},${log}`), write(2));
  });

  it('is a deletion of records when one record is among the logs', () => {
    const found = intentOf('DELETE', `composite/sobjects?ids=${log},001000000000001AAA`);
    assert.deepEqual(found, { operations: ['delete'], rows: 2 });
  });

  it('is a write to a record of another object when the path continues after the ID', () => {
    const update = { operations: ['update'], rows: 1 };
    assert.deepEqual(intentOf('PATCH', 'sobjects/TraceFlag/7tf000000000001AAA/TracedEntity'), update);
    assert.deepEqual(intentOf('PATCH', 'sobjects/DebugLevel/7dl000000000001AAA/CreatedBy'), update);
    assert.deepEqual(intentOf('DELETE', `sobjects/ApexLog/${log}/LogUser`), { operations: ['delete'], rows: 1 });
  });
});
