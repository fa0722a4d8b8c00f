// Writes the parts of package.json that VS Code reads (contributes, activationEvents, capabilities), package.nls.json,
// l10n/bundle.l10n.json and the schema of mapping files from the manifests of the features and from the code. With
// --check it only compares.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const print = (value) => `${JSON.stringify(value, null, 2)}\n`;
const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Bundles one TypeScript module in memory and returns its exports. */
async function load(path) {
  const bundle = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
}

function settingOf(id, { description, choices, ...setting }, say) {
  const values = choices && {
    enum: Object.keys(choices),
    markdownEnumDescriptions: Object.entries(choices).map(([word, text]) => say(`setting.${id}.${word}`, text)),
  };
  return { ...setting, ...values, scope: 'resource', markdownDescription: say(`setting.${id}`, description) };
}

/** The menus that features name, and the palette, which shows every command unless its entry says otherwise. */
function menusOf(commands, entries) {
  const menus = {
    commandPalette: commands.flatMap(([command, { palette }]) => {
      if (palette === undefined) return [];
      return [{ command, when: palette === false ? 'false' : palette }];
    }),
  };
  for (const [menu, items] of entries) (menus[menu] ??= []).push(...items);
  return menus;
}

function walkthroughOf(walkthrough, say) {
  return {
    id: walkthrough.id,
    title: say('walkthrough', walkthrough.title),
    description: say('walkthrough.text', walkthrough.text),
    steps: Object.entries(walkthrough.steps).map(([id, step]) => ({
      id,
      title: say(`walkthrough.${id}`, step.title),
      description: say(`walkthrough.${id}.text`, step.text),
      media: { svg: step.image, altText: say(`walkthrough.${id}.image`, step.altText) },
      completionEvents: step.doneOn,
    })),
  };
}

const editorOf = ([viewType, { name, pattern }], say) => ({
  viewType,
  displayName: say(`editor.${viewType}`, name),
  selector: [{ filenamePattern: pattern }],
});

const welcomesOf = ([view, { welcome }], say) =>
  welcome.map(({ text, when }, at) => ({
    view,
    contents: say(`welcome.${view}.${at + 1}`, text),
    ...(when && { when }),
  }));

/** Turns the product's manifest into the sections of package.json and the texts they point to. */
function generate(product) {
  const nls = {};
  const say = (key, text) => {
    if (key in nls) throw new Error(`The text ${key} is declared twice.`);
    nls[key] = text;
    return `%${key}%`;
  };
  const features = product.features;
  const each = (section) => features.flatMap((feature) => Object.entries(feature[section] ?? {}));
  const commands = each('commands');
  const views = each('views');

  const { walkthrough, container } = product;
  const contributes = {
    commands: commands.map(([command, { title, icon, enablement }]) => ({
      command,
      title: say(`command.${command}`, title),
      category: product.category,
      ...(icon && { icon }),
      ...(enablement && { enablement }),
    })),
    menus: menusOf(commands, each('menus')),
    viewsContainers: { activitybar: [{ ...container, title: say('container', container.title) }] },
    views: {
      [container.id]: views.map(([id, { name, icon, size, isCollapsed }]) => ({
        id,
        name: say(`view.${id}`, name),
        icon,
        initialSize: size,
        ...(isCollapsed && { visibility: 'collapsed' }),
      })),
    },
    viewsWelcome: views.flatMap((view) => welcomesOf(view, say)),
    configuration: {
      title: say('settings', product.category),
      properties: Object.fromEntries(
        each('settings').map(([id, setting], order) => [id, { ...settingOf(id, setting, say), order }]),
      ),
    },
    languages: features.flatMap((feature) => feature.languages ?? []),
    customEditors: each('customEditors').map((editor) => editorOf(editor, say)),
    keybindings: features.flatMap((feature) => feature.keybindings ?? []),
    walkthroughs: [walkthroughOf(walkthrough, say)],
    yamlValidation: product.yamlValidation,
  };
  const capabilities = {
    untrustedWorkspaces: {
      supported: 'limited',
      description: say('untrusted', product.untrusted.text),
      restrictedConfigurations: each('settings').map(([id]) => id),
    },
    virtualWorkspaces: { supported: false, description: say('virtual', product.virtual.text) },
  };
  const activationEvents = features.flatMap((feature) => feature.activationEvents ?? []);
  return { sections: { activationEvents, capabilities, l10n: './l10n', contributes }, nls };
}

/** Calls `visit` with every node of every file below a folder, and with its place for errors. */
function walkSources(folder, visit) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  for (const entry of entries.filter(({ name }) => name.endsWith('.ts'))) {
    const path = join(entry.parentPath, entry.name);
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const step = (node) => {
      visit(node, `${relative(root, path)}: ${node.getText(file).slice(0, 80)}`);
      ts.forEachChild(node, step);
    };
    step(file);
  }
}

/** The sentences of `{ one: '…', other: '…' }`, or nothing for any other node. */
function pluralForms(node) {
  if (!ts.isObjectLiteralExpression(node)) return [];
  const forms = Object.fromEntries(node.properties.map(({ name, initializer }) => [name?.getText(), initializer]));
  if (Object.keys(forms).sort().join() !== 'one,other') return [];
  return Object.values(forms).filter((form) => form && ts.isStringLiteralLike(form));
}

const isCall = (node, name) => ts.isCallExpression(node) && node.expression.getText() === name;

/**
 * The English of every l10n.t call and of every plural form. VS Code finds translations by it, so it must be written
 * out in the call. Sentences of the core's tables are read from there, and plural forms where they are declared.
 */
function textsOfHost() {
  const texts = [];
  walkSources('src/extension', (node, place) => {
    texts.push(...pluralForms(node).map(({ text }) => text));
    if (!isCall(node, 'l10n.t')) return;
    const [text] = node.arguments;
    if (ts.isStringLiteralLike(text)) texts.push(text.text);
    else if (!ts.isPropertyAccessExpression(text) && !isCall(text, 'plural'))
      throw new Error(`${place}\nl10n.t needs its text written out.`);
  });
  return texts;
}

/** The English of every `sentences({ … })` call of the pages. */
function textsOfPages() {
  const texts = [];
  walkSources('webview-ui/src', (node, place) => {
    if (!isCall(node, 'sentences')) return;
    for (const { initializer } of node.arguments[0].properties) {
      const found = ts.isStringLiteralLike(initializer) ? [initializer] : pluralForms(initializer);
      if (found.length === 0) throw new Error(`${place}\nEach sentence of a page is a text or { one, other }.`);
      texts.push(...found.map(({ text }) => text));
    }
  });
  return texts;
}

const { product } = await load('src/extension/manifest.ts');
const { catalog } = await load('src/core/errors/catalog.ts');
const { mappingJsonSchema } = await load('src/core/mapping/jsonSchema.ts');
const { checks } = await load('src/core/health/checks.ts');
const { sections, nls } = generate(product);
/** What the core says in English and the extension translates. */
const textsOfCore = [
  ...Object.values(catalog).map(({ text }) => text),
  ...Object.values(checks).flatMap(({ title, why, where, found = title }) => [title, why, where, found]),
];
const texts = [...textsOfCore, ...textsOfHost(), ...textsOfPages()];
const files = {
  'package.json': print({ ...JSON.parse(read('package.json')), ...sections }),
  'package.nls.json': print(sorted(nls)),
  'media/kmap.schema.json': print(mappingJsonSchema()),
  'l10n/bundle.l10n.json': print(sorted(Object.fromEntries(texts.map((text) => [text, text])))),
};

const readIfThere = (path) => {
  try {
    return read(path);
  } catch {
    return '';
  }
};
const stale = Object.keys(files).filter((path) => readIfThere(path) !== files[path]);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Not as generated: ${stale.join(', ')}. Run: node scripts/manifest.mjs`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(join(root, 'l10n'), { recursive: true });
  for (const path of stale) writeFileSync(join(root, path), files[path]);
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}` : 'Everything is as generated.');
}
