// What a plan makes of values and names that a mapping gives, before anything is sent.
import assert from 'node:assert/strict';
import { inspectCsv } from '../../../../src/core/load/inspect';
import { planLoad } from '../../../../src/core/load/plan';
import type { LookupQuestion } from '../../../../src/core/load/lookups';
import { readNumbers } from '../../../../src/core/kernel/numberFile';
import { quietTask } from '../../../../src/core/kernel/task';
import { rename, type LookupAnswers } from '../../../../src/core/mapping/mapping';
import { renames } from '../../../fakes/renames';
import type { LoadSpec, PartPlan } from '../../../../src/core/model/load';
import type { Mapping } from '../../../../src/core/model/mapping';
import { createSha256 } from '../../../../src/node/sha256';
import { createMemoryFiles } from '../../../fakes/memoryFiles';

const noAnswers = (): Promise<LookupAnswers> => Promise.reject(new Error('This load looks up nothing.'));

const loadSpec: LoadSpec = {
  kind: 'load',
  orgId: 'o',
  file: 'a.csv',
  object: 'Account',
  operation: 'insert',
  api: 'bulk',
};

/** The copy that would be sent. */
async function planned(
  text: string,
  mapping: Mapping,
  more: Partial<LoadSpec> = {},
  answerLookup: (question: LookupQuestion) => Promise<LookupAnswers> = noAnswers,
): Promise<string> {
  const files = createMemoryFiles({ 'a.csv': text }, 5);
  const spec: LoadSpec = { ...loadSpec, mapping, ...more };
  await planLoad(spec, { files, folder: 'job', sha256: createSha256, answerLookup }, quietTask());
  let copy = '';
  for await (const piece of files.read('job/upload.csv', { start: 0 })) copy += Buffer.from(piece).toString();
  return copy;
}

describe('the plan of a load with a mapping', () => {
  it('is refused for the Bulk API where a step makes #N/A, which should be text', async () => {
    const mapping: Mapping = { fields: [{ ...rename('A', 'Name'), steps: [{ kind: 'default', value: '#N/A' }] }] };
    assert.equal(await planned('A,B\n,x\n', mapping), 'Name\n#N/A\n');
    await assert.rejects(planned('A,B\n,x\n', mapping, { naCells: 'text' }), { code: 'input.naAsText' });
  });

  it('takes the names of the mapping where those of the file cannot be used', async () => {
    const mapping = { ...renames({ X: 'Name' }), headers: ['X', 'Y'] };
    assert.equal(await planned('A,\n1,2\n', mapping), 'Name\n1\n');
    assert.equal(await planned('1,2\n', { ...mapping, firstLine: 'data' }), 'Name\n1\n');
    await assert.rejects(planned('A,B,C\n1,2,3\n', mapping), {
      code: 'input.headerCount',
      message: 'a.csv: columns in the file: 3; headers in the mapping: 2. Name each column of the file once.',
    });
  });

  it('finds #N/A also in a first line that is a row', async () => {
    const mapping = { ...renames({ X: 'Name' }), headers: ['X', 'Y'], firstLine: 'data' as const };
    await assert.rejects(planned('#N/A,2\n', mapping, { naCells: 'text' }), { code: 'input.naAsText' });
  });

  it('asks once for all different keys of a lookup, as its steps make them', async () => {
    const asked: (readonly [string, readonly string[]])[] = [];
    const mapping: Mapping = {
      fields: [
        rename('N', 'Name'),
        {
          ...rename('Owner', 'OwnerId'),
          steps: [{ kind: 'case', to: 'lower' }],
          lookup: { object: 'User', by: 'Email' },
        },
      ],
    };
    const answer = ({ field, object, by, keys }: LookupQuestion): Promise<LookupAnswers> => {
      asked.push([`${field} ${object} ${by}`, [...keys]]);
      return Promise.resolve((key) => (key === 'a@x' ? '005A' : { problem: `No user has the email “${key}”.` }));
    };
    assert.equal(
      await planned('N,Owner\n1,A@X\n2,\n3,a@x\n', mapping, {}, answer),
      'Name,OwnerId\n1,005A\n2,\n3,005A\n',
    );
    assert.deepEqual(asked, [['OwnerId User Email', ['a@x']]]);
    const stopping: Mapping = { ...mapping, onFailure: 'stop' };
    await assert.rejects(planned('N,Owner\n1,b@x\n', stopping, {}, answer), {
      code: 'input.cannotConvert',
      message:
        'a.csv, line 2, column Owner: No user has the email “b@x”. Nothing was sent. Number of values that cannot be converted: 1. Correct them, or change the mapping.',
    });
  });
});

describe('the plan of a load with rows that cannot be sent', () => {
  const mapping: Mapping = {
    fields: [rename('N', 'Name'), { ...rename('Day', 'Day__c'), steps: [{ kind: 'date', format: 'dd.MM.yyyy' }] }],
    onFailure: 'failRow',
  };
  const filesOf = async (text: string, more: Partial<LoadSpec> = {}) => {
    const files = createMemoryFiles({ 'a.csv': text }, 5);
    const place = { files, folder: 'job', sha256: createSha256, answerLookup: noAnswers };
    const spec: LoadSpec = { ...loadSpec, mapping, ...more };
    return { files, plan: await planLoad(spec, place, quietTask()) };
  };
  const bounds = ({ start, end, records, firstLine }: PartPlan): readonly number[] => [start, end, records, firstLine];

  it('has them as its last part, which has no bytes, and the lines of the others stay', async () => {
    const { files, plan } = await filesOf('N,Day\na,x\nb,31.12.2024\nc,y\n"d\n",01.01.2025\n', { partRecords: 1 });
    const header = 'Name,Day__c\n'.length;
    const first = 'b,2024-12-31\n'.length;
    const end = header + first + '"d\n",2025-01-01\n'.length;
    assert.deepEqual(
      [plan.records, plan.parts.map(bounds)],
      [
        4,
        [
          [header, header + first, 1, 2],
          [header + first, end, 1, 3],
          [end, end, 2, 2],
        ],
      ],
    );
    assert.deepEqual(
      plan.parts.map(({ unsent }) => unsent?.map(({ code, count }) => [code, count])),
      [undefined, undefined, [['KINETIC_CANNOT_CONVERT', 2]]],
    );
    assert.deepEqual([...(await readNumbers('job/upload.lines', files))], [3, 5]);
  });

  it('has no other part when all rows are among them', async () => {
    const { plan } = await filesOf('N,Day\na,x\n');
    assert.deepEqual([plan.records, plan.parts.map(bounds)], [1, [[12, 12, 1, 2]]]);
  });

  it('has no such part, and leaves no file, when all values can be made', async () => {
    const { files, plan } = await filesOf('N,Day\na,31.12.2024\n');
    assert.deepEqual([plan.parts.length, plan.parts[0]?.unsent], [1, undefined]);
    assert.equal(await files.facts('job/unsent.csv'), undefined);
  });
});

describe('a file that is inspected under the names of a mapping', () => {
  it('has these names, and its first line among the rows where it is one', async () => {
    const files = createMemoryFiles({ 'a.csv': 'A,A\n1,2\n' });
    const inspect = async (names: Pick<Mapping, 'headers' | 'firstLine'>) => {
      const { columns, preview, records } = await inspectCsv(
        { file: 'a.csv', names },
        files,
        new AbortController().signal,
      );
      return [columns, preview, records.count];
    };
    const headers = ['X', 'Y'];
    assert.deepEqual(await inspect({ headers }), [headers, [['1', '2']], 1]);
    assert.deepEqual(await inspect({ headers, firstLine: 'data' }), [
      headers,
      [
        ['A', 'A'],
        ['1', '2'],
      ],
      2,
    ]);
  });
});
