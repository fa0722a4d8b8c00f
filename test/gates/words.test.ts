// Proves that the word list finds words in code, comments and documents, and accepts everything else.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, type Ending } from './program';
import { withTree, type Files } from './stubTree';

interface WordList {
  readonly words: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly allowed: readonly { readonly file?: string; readonly text: string; readonly why: string }[];
}

const list: WordList = {
  words: { gizmo: 'tool', 'doodad*': 'part', 'gizmo for': 'tool of' },
  names: { Widget: 'Panel' },
  files: { widgets: 'panels' },
  allowed: [],
};
const ownList = JSON.parse(readFileSync('scripts/words.json', 'utf8')) as WordList;

function look(files: Files, words = list): Promise<Ending> {
  const gate = { 'scripts/words.mjs': readFileSync('scripts/words.mjs'), 'scripts/words.json': JSON.stringify(words) };
  return withTree({ ...gate, ...files }, (root) => runNode([join(root, 'scripts/words.mjs')]));
}

/** The lines about words, without the last one, which counts them. */
async function found(files: Files, words = list): Promise<readonly string[]> {
  const { stdout } = await look(files, words);
  return stdout.split('\n').filter((line) => line.includes(' -> '));
}

describe('the word list', () => {
  it('passes a tree without such words', async () => {
    const { code, stdout } = await look({ 'src/a.ts': '// A gizmologist.\nexport const ungizmo = 1;\n' });
    assert.equal(stdout, '');
    assert.equal(code, 0);
  });

  it('reports place, word and what to write instead', async () => {
    const { code, stdout } = await look({
      'src/a.ts': 'export const a = 1; // the Gizmo\n',
      'README.md': 'A\ngizmo.\n',
    });
    assert.equal(code, 1);
    assert.match(stdout, /^README\.md:2:1 gizmo -> tool\nsrc\/a\.ts:1:28 Gizmo -> tool\n\n2 words to replace/);
  });

  it('searches everything that people read and write', async () => {
    const places = [
      ...['src/a.ts', 'webview-ui/src/a.css', 'test/a/a.test.ts', 'bench/a.mjs', 'scripts/a.cjs', 'docs/adr/a.md'],
      ...['l10n/bundle.l10n.json', 'package.nls.json', 'CONTRIBUTING.md', 'eslint.config.mjs'],
    ];
    for (const place of places) assert.equal((await found({ [place]: '"gizmo"' })).length, 1, place);
  });

  it('finds other endings and parts of camelCase names', async () => {
    const code = 'doodadding createGizmo gizmoOf isGizmo() DoodadedParts GIZMO_PATH';
    assert.equal((await found({ 'src/a.ts': code })).length, 6);
  });

  it('finds a phrase across the end of a line or of a line of a comment', async () => {
    const code = '/**\n * The gizmo\n * for it\n */\n// the gizmo\n// for it';
    assert.deepEqual(await found({ 'src/a.ts': code }), [
      'src/a.ts:2:8 gizmo for -> tool of',
      'src/a.ts:5:8 gizmo for -> tool of',
    ]);
  });

  it('finds names only as they are written', async () => {
    const code = 'class Widget {}\nclass WidgetList {}\nconst widget = 1;\n';
    assert.deepEqual(await found({ 'src/a.ts': code }), ['src/a.ts:1:7 Widget -> Panel']);
  });

  it('finds names of files', async () => {
    assert.deepEqual(await found({ 'test/unit/widgets.test.ts': '' }), [
      'test/unit/widgets.test.ts file name widgets -> panels',
    ]);
  });

  it('allows a text in one file or everywhere, and nothing else', async () => {
    const allowed = [
      { file: 'src/a.ts', text: 'The gizmo failed', why: 'Salesforce says so' },
      { text: 'gizmo-like', why: 'the usual word' },
    ];
    const files = { 'src/a.ts': "'The gizmo failed'; 'gizmo'", 'src/b.ts': "'The gizmo failed'; 'gizmo-like'" };
    assert.deepEqual(await found(files, { ...list, allowed }), [
      'src/a.ts:1:22 gizmo -> tool',
      'src/b.ts:1:6 gizmo -> tool',
    ]);
  });

  it('reports an exception that no file needs', async () => {
    const allowed = [{ file: 'src/a.ts', text: 'The gizmo failed', why: 'Salesforce says so' }];
    const [line = ''] = await found({ 'src/a.ts': '' }, { ...list, allowed });
    assert.match(line, /^scripts\/words\.json “The gizmo failed” of src\/a\.ts is no longer needed/);
  });

  it('finds each entry of our own list', async () => {
    const entries = [...Object.keys(ownList.words), ...Object.keys(ownList.names)];
    const written = entries.map((entry) => entry.replace('*', 'ed').replace('#', '4'));
    const lines = await found({ 'src/a.ts': written.join('\n;\n') }, { ...ownList, allowed: [] });
    const at = new Set(lines.map((line) => Number(line.split(':')[1])));
    assert.deepEqual(
      written.filter((_, index) => !at.has(2 * index + 1)),
      [],
    );
    const files = Object.keys(ownList.files).map((name) => `src/${name}.ts`);
    const named = await found(Object.fromEntries(files.map((file) => [file, ''])), { ...ownList, allowed: [] });
    assert.equal(named.length, files.length);
  });
});
