// What the README says is true: names, numbers, pictures, and what ships.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames, commandRow, type CommandName } from '../../src/cli/commandRows';
import { optionRows } from '../../src/cli/optionRows';

const readme = readFileSync('README.md', 'utf8');
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const manifest = json('package.json') as {
  readonly engines: Readonly<Record<'vscode' | 'node', string>>;
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly viewsContainers: { readonly activitybar: readonly { readonly title: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly name: string }[]>>;
  };
};
const nls = json('package.nls.json') as Readonly<Record<string, string>>;
const texts = [...Object.values(nls), ...Object.keys(json('l10n/bundle.l10n.json') as object)];
const settings = manifest.contributes.configuration.properties;

const comparison = 'Compared with Data Loader, `sf data` and Inspector';

/** The text below a heading, up to the next one of the same level. */
const section = (title: string): string => {
  const [, text] = readme.split(`\n## ${title}\n`);
  assert.ok(text, title);
  return text.split('\n## ')[0] ?? '';
};
const all = (pattern: RegExp, text = readme): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('the README', () => {
  it('has its sections in the order of a reader', () => {
    assert.deepEqual(all(/^## (.*)$/gm).slice(0, 9), [
      'Three steps to your first load',
      'Features',
      comparison,
      'Requirements',
      'Settings',
      'Keyboard shortcuts',
      'Known limits',
      'Privacy',
      'Support',
    ]);
    assert.match(readme, /^# .+\n\n.{40,120}\n\n<picture>\n/, 'one line, then the moving picture');
  });

  it('names commands that exist', () => {
    const titles = manifest.contributes.commands.map(({ title }) => nls[title.slice(1, -1)]);
    const named = all(/\*\*Kinetic: ([^*]+)\*\*/g);
    assert.ok(named.length > 4);
    for (const title of named) assert.ok(titles.includes(title), title);
  });

  it('names buttons, views and lines that exist', () => {
    const shown = [
      'Enter',
      'Bulk Upsert',
      ...Object.values(manifest.contributes.views).flatMap((views) => views.map(({ name }) => nls[name.slice(1, -1)])),
    ];
    // Bold words are what the window shows, but in the table about other tools and in the list of differences.
    const others = [section(comparison), section('Which API loads the rows')];
    const named = all(
      /\*\*([A-Z][^*:]+?)\*\*/g,
      others.reduce((text, other) => text.replace(other, ''), readme),
    );
    assert.ok(named.length > 10);
    const known = (text: string): boolean =>
      shown.includes(text) || texts.some((one) => one === text || one.startsWith(`${text}:`));
    for (const name of named) assert.ok(known(name), name);
  });

  it('names settings that exist', () => {
    const named = all(/`(kinetic\.[\w.*]+)`/g).filter((name) => !name.endsWith('.js'));
    assert.ok(named.length > 9);
    for (const name of named)
      assert.ok(
        Object.keys(settings).some((id) => (name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : id === name)),
        name,
      );
  });

  it('names options and variables of the command line that exist', () => {
    const code = `${all(/`([^`\n]+)`/g).join('\n')}\n${all(/^```sh\n([\s\S]*?)^```/gm).join('\n')}`;
    const ours = code.replaceAll(/\bsf data.*|code --install.*|npm run.*|npx.*/g, '');
    const names = commandNames.flatMap((command) => commandRow(command).options);
    const options = new Set(names.flatMap((name) => [name, ...(optionRows[name].aliases ?? []), 'help', 'version']));
    for (const option of all(/(--[a-z][a-z-]+)/g, ours)) assert.ok(options.has(option.slice(2)), option);
  });

  it('lists options with commands that have them', () => {
    const rows = [...section('Command line').matchAll(/^\| `--([\w-]+)[^|]*(?:\\\|[^|]*)*\| ([\w, ]+) \|/gm)];
    assert.ok(rows.length > 5);
    for (const [line, option = '', commands = ''] of rows)
      for (const command of commands.split(', '))
        assert.ok((commandRow(command as CommandName).options as readonly string[]).includes(option), line);
  });

  it('has the limits and requirements of the manifest', () => {
    const { vscode, node } = manifest.engines;
    assert.ok(section('Requirements').includes(`VS Code ${vscode.replace(/^\^|\.0$/g, '')} or later`));
    assert.ok(section('Requirements').includes(`Node ${node.replace(/^>=|\.0$/g, '')} or later`));
    const rows = (id: string): string => Number(settings[`kinetic.route.${id}`]?.default).toLocaleString('en-US');
    const ranges = all(/^\| ([\d, –]+) \|/gm, section('Which API loads the rows'));
    assert.deepEqual(ranges, [
      rows('restUpToRows'),
      `2 – ${rows('collectionsUpToRows')}`,
      `201 – ${rows('waitUpToRows')}`,
    ]);
    assert.ok(readme.includes(`finished jobs for ${String(settings['kinetic.jobs.keepDays']?.default)} days`));
  });

  it('has the numbers of the sample', () => {
    const rows = readFileSync('media/sample/accounts.csv', 'utf8').trimEnd().split('\n').length - 1;
    assert.ok(section('Three steps to your first load').includes(`a file with ${rows.toString()} accounts`));
    const [, failed] = /: (\d+) rows fail/.exec(nls['walkthrough.sample.text'] ?? '') ?? [];
    assert.ok(section('Three steps to your first load').includes(`the ${failed ?? '?'} rows that failed`));
  });

  it('has only measured numbers, those of docs/performance.md', () => {
    const measured = readFileSync('docs/performance.md', 'utf8').replace(/<!--.*?-->/g, '');
    const numbers = all(/((?<![\d.])\d[\d,.]* (?:s|MB|GB)\b)/g, section(comparison));
    assert.ok(numbers.length >= 8);
    for (const number of numbers) assert.ok(measured.includes(`| ${number}`), number);
  });

  it('compares each measurement with the row of docs/performance.md', () => {
    const measured = readFileSync('docs/performance.md', 'utf8');
    const rowOf = (client: string, rows: string): string =>
      measured.split('\n').find((line) => line.startsWith(`| ${client} | ${rows} |`)) ?? '';
    const cells = section(comparison)
      .split('\n')
      .filter((line) => /^\| (load|export) \d/.test(line));
    assert.equal(cells.length, 3);
    for (const line of cells) {
      const [, work = '', rows = ''] = /^\| (load|export) ([\d,]+)/.exec(line) ?? [];
      const [ours = '', theirs = ''] = line.split('|').slice(2, 4);
      const numbers = (cell: string): readonly string[] => all(/(\d[\d,.]* (?:s|MB))\b/g, cell);
      for (const number of numbers(ours)) assert.ok(rowOf(`Kinetic, ${work}`, rows).includes(`| ${number} |`), line);
      const rival = work === 'load' ? '`sf data upsert bulk`' : '`sf data export bulk`';
      for (const number of numbers(theirs)) assert.ok(rowOf(rival, rows).includes(`| ${number} |`), line);
      assert.equal(theirs.includes('not possible'), rowOf(rival, rows).includes('not possible'), line);
    }
  });

  it('has only links to headings that exist', () => {
    const anchors = all(/^#+ (.*)$/gm).map((title) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const anchor of all(/\]\(#([^)]+)\)/g)) assert.ok(anchors.includes(anchor), anchor);
  });
});

describe('the pictures of the README', () => {
  const folder = 'media/readme';
  const named = all(/(?:src|srcset)="([^"]+)"/g);
  const moving = ['main-task-dark.png', 'main-task-light.png'];

  it('are all there, and there are no others', () => {
    assert.deepEqual(
      [...named].sort(),
      readdirSync(folder)
        .map((name) => `${folder}/${name}`)
        .sort(),
    );
    assert.doesNotMatch(readme, /!\[/, 'pictures come in two themes');
  });

  it('come in a dark and a light theme, each pair with a description', () => {
    const pairs = [
      ...readme.matchAll(
        /<picture>\n {2}<source media="\(prefers-color-scheme: light\)" srcset="(.*)-light\.png">\n {2}<img src="(.*)-dark\.png" alt="([^"]{40,})">\n<\/picture>/g,
      ),
    ];
    assert.equal(pairs.length * 2, named.length);
    for (const [, light, dark] of pairs) assert.equal(light, dark);
  });

  it('have the same size in both themes, and are not too large for a page', () => {
    const sizeOf = (path: string): readonly number[] => {
      const png = readFileSync(path);
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    };
    for (const path of named.filter((one) => one.endsWith('-dark.png')))
      assert.deepEqual(sizeOf(path), sizeOf(path.replace('-dark', '-light')), path);
    for (const path of named) {
      const limit = moving.some((name) => path.endsWith(name)) ? 3_000_000 : 400_000;
      assert.ok(statSync(path).size < limit, path);
    }
  });

  for (const name of moving)
    it(`show the main task as a moving picture: ${name}`, () => {
      const png = readFileSync(join(folder, name));
      const at = png.indexOf('acTL');
      assert.ok(at > 0 && at < png.indexOf('IDAT'), 'browsers see an animation only before the first picture');
      assert.ok(png.readUInt32BE(at + 4) > 20, 'it has frames');
      assert.equal(png.readUInt32BE(at + 8), 0, 'it starts again at its end');
    });

  it('are not in the VSIX', () => {
    const [first, ...lines] = readFileSync('.vscodeignore', 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    assert.equal(first, '**', 'only what is listed ships');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('!media')),
      ['!media/*.*', '!media/sample/**', '!media/walkthrough/**'],
    );
  });
});
