// docs/mapping.md is true: its files can be read, and each step does what its table says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappingJsonSchema } from '../../src/core/mapping/jsonSchema';
import { previewMapping } from '../../src/core/mapping/mapping';
import { parseMapping } from '../../src/core/mapping/parseMapping';

const page = readFileSync(join(process.cwd(), 'docs', 'mapping.md'), 'utf8');
const blocks = (text: string): readonly string[] =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
const sections = page.split(/^## /m);
const steps = (sections.find((section) => section.startsWith('Steps')) ?? '').split(/^### /m).slice(1);

/** Cells of a row of a table, without the signs for code. */
const cellsOf = (row: string): readonly string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'))
    .map((cell) => (cell === '``' ? '' : cell));

describe('docs/mapping.md', () => {
  it('begins with a file that has no mistake', async () => {
    const [first = ''] = blocks(page);
    assert.deepEqual((await parseMapping(first)).problems, []);
  });

  it('has a row for each key of a file and of a field, as the schema has them', () => {
    const { properties } = mappingJsonSchema() as {
      properties: Readonly<Record<string, { additionalProperties?: { anyOf: readonly { properties?: object }[] } }>>;
    };
    const field = properties['fields']?.additionalProperties?.anyOf.find((form) => form.properties)?.properties ?? {};
    const keysIn = (title: string): readonly string[] =>
      [...(sections.find((section) => section.startsWith(title)) ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(
        ([, key = '']) => key,
      );
    assert.deepEqual(keysIn('The load').toSorted(), Object.keys(properties).toSorted());
    assert.deepEqual(keysIn('A field').toSorted(), Object.keys(field).toSorted());
  });

  it('has a section for each step', async () => {
    const { problems } = await parseMapping('version: 1\nfields: { A: { from: B, steps: [none] } }');
    const known = /Steps are (.*)\./.exec(problems[0]?.message ?? '')?.[1]?.split(', ') ?? [];
    assert.deepEqual(steps.map((step) => step.split('\n')[0]).toSorted(), known.toSorted());
  });

  for (const section of steps) {
    const [name = ''] = section.split('\n');
    it(`says what ${name} does`, async () => {
      const [body = ''] = blocks(section);
      const indented = body.replace(/^(?=.)/gm, '    ');
      const { file, problems } = await parseMapping(`version: 1\ntimeZone: Europe/Berlin\nfields:\n  F:\n${indented}`);
      assert.deepEqual(problems, []);
      const [header = '', , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
      const columns = cellsOf(header).slice(0, -1);
      assert.ok(file && rows.length > 0);
      for (const row of rows) {
        const cells = cellsOf(row);
        const [made] = await previewMapping(file.mapping, columns, [cells.slice(0, -1)]);
        const shown = made?.[0]?.problem === undefined ? made?.[0]?.value : 'fails';
        assert.equal(shown, cells.at(-1), row);
      }
    });
  }
});
