// The text of a mapping file has its problems marked, and is completed from the schema, the org and the CSV.
import assert from 'node:assert/strict';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Position, Uri, type CancellationToken, type TextDocument } from 'vscode';
import { inspectCsv } from '../../../../../src/core/load/inspect';
import { parseMapping } from '../../../../../src/core/mapping/parseMapping';
import { complete } from '../../../../../src/extension/features/mapping/completion';
import type { MappingDeps } from '../../../../../src/extension/features/mapping/deps';
import { findProblems } from '../../../../../src/extension/features/mapping/problems';
import { createMemoryFiles } from '../../../../fakes/memoryFiles';

const csv = 'Company,"Rev: net"\nAcme,1\n';
const writable = { createable: true, updateable: true, externalId: false };

function setUp(isOnline = true): MappingDeps {
  resetEditor();
  editor.files.set('/data/a.csv', csv);
  const files = createMemoryFiles({ '/data/a.csv': csv });
  const fields = [
    { name: 'Name', ...writable },
    { name: 'CreatedDate', ...writable, createable: false, updateable: false },
  ];
  const describes = { object: () => Promise.resolve({ fields }) };
  const core = {
    parseMapping: (text: string) => parseMapping(text),
    inspect: (source: Parameters<typeof inspectCsv>[0], signal: AbortSignal) => inspectCsv(source, files, signal),
    org: () => (isOnline ? Promise.resolve({ rest: { describes } }) : Promise.reject(new Error('offline'))),
  };
  const deps = {
    core: () => Promise.resolve(core),
    currentOrg: () => Promise.resolve({ orgId: '00D-005' }),
    memory: { get: <T>(_: string, otherwise: T) => otherwise, update: () => Promise.resolve() },
  };
  return deps as unknown as MappingDeps;
}

const documentOf = (text: string): TextDocument =>
  ({
    uri: Uri.file('/data/a.kmap.yaml'),
    version: 1,
    getText: () => text,
    lineAt: (line: number) => ({ text: text.split('\n')[line] ?? '' }),
  }) as unknown as TextDocument;

/** Of the fake: the line and the column of a position. */
interface Kept {
  readonly value: unknown;
  readonly more: number;
}

/** What is inserted at `|`, and how many characters before it are replaced. */
async function offered(text: string, deps = setUp()) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const line = before.length - 1;
  const character = before.at(-1)?.length ?? 0;
  const position = Object.assign(new Position(line, character), { line, character });
  const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };
  const asked = { deps, token: token as unknown as CancellationToken };
  const items = await complete(documentOf(text.replace('|', '')), position, asked);
  return items.map(({ insertText, range }) => {
    const start = (range as unknown as Kept).value as Kept;
    return [insertText, character - start.more];
  });
}

describe('the text of a mapping file', () => {
  it('has each problem at its place', async () => {
    const found = await findProblems(documentOf('version: 1\nfields:\n  Name: { form: A }\n'), setUp());
    const [problem, ...others] = found ?? [];
    assert.ok(problem);
    assert.deepEqual(others, []);
    assert.equal(problem.source, 'Kinetic');
    const start = (problem.range as unknown as Kept).value as Kept;
    assert.deepEqual([start.value, start.more], [2, 10]);
  });

  it('has no problems of an earlier text', async () => {
    const document = { ...documentOf('fields: ['), version: 1 };
    const found = findProblems(document, setUp());
    document.version = 2;
    assert.equal(await found, undefined);
  });

  it('is completed with keys that a colon follows', async () => {
    const all = await offered('version: 1\nobj|');
    assert.ok(all.some(([text, replaced]) => text === 'object: ' && replaced === 3));
    const before = await offered('version: 1\nobj|: Account');
    assert.ok(before.some(([text]) => text === 'object'));
  });

  it('is completed with fields that take values and columns of the CSV, in quotes where YAML needs them', async () => {
    const text = 'version: 1\nobject: Account\nfields:\n';
    assert.deepEqual(await offered(`${text}  |`), [['Name: ', 0]]);
    assert.deepEqual(await offered(`${text}  Name: Com|`), [
      ['Company', 3],
      ['"Rev: net"', 3],
    ]);
  });

  it('is completed without an org, too', async () => {
    const text = 'version: 1\nobject: Account\nfields:\n';
    assert.deepEqual(await offered(`${text}  |`, setUp(false)), []);
    assert.equal((await offered(`${text}  Name: |`, setUp(false))).length, 2);
  });
});
