// package.json is as generated, and all its parts fit together.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

interface Command {
  readonly command: string;
  readonly title?: string;
  readonly category?: string;
  readonly enablement?: string;
}

interface Item {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: boolean; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly Item[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly keybindings: readonly (Item & { readonly key: string; readonly mac: string })[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

interface About {
  readonly icon: string;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly displayName: string;
}

const text = readFileSync('package.json', 'utf8');
const { contributes, activationEvents, capabilities, ...about } = JSON.parse(text) as Manifest & About;
const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const commandIds = new Set(contributes.commands.map(({ command }) => command));
/** VS Code adds a command that opens each view. */
const viewCommands = new Set(Object.values(contributes.views).flatMap((views) => views.map(({ id }) => `${id}.focus`)));
const spoken = (value: string): string => nls[value.replaceAll('%', '')] ?? '';
const linksIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id);

/** Keys that VS Code 1.139 uses after Ctrl+K, on any system, and those of its Markdown and Git extensions. */
const takenAfterCtrlK = 'cdefimnoprstuvwyz';

describe('the manifest', () => {
  it('is exactly what the features declare', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/manifest.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('gives each command a title in words and the category Kinetic', () => {
    assert.ok(commandIds.size > 0);
    for (const { command, title = '', category } of contributes.commands) {
      assert.match(spoken(title), /^[A-Z].{3,}/, command);
      assert.equal(category, 'Kinetic', command);
    }
  });

  it('gives no two commands the same title, so that the palette distinguishes them', () => {
    const titles = contributes.commands.map(({ title = '' }) => spoken(title));
    assert.equal(new Set(titles).size, titles.length);
  });

  it('offers only commands that exist: in menus, welcome texts, walkthrough steps and their completion events', () => {
    const used = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...Object.values(nls).flatMap(linksIn),
      ...contributes.keybindings.map(({ command }) => command).filter((id) => !viewCommands.has(id)),
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ completionEvents }) =>
          completionEvents
            .filter((event) => event.startsWith('onCommand:'))
            .map((event) => event.slice('onCommand:'.length)),
        ),
      ),
    ];
    assert.deepEqual(
      used.filter((id) => !commandIds.has(id)),
      [],
    );
  });

  it('limits each menu entry to where it makes sense', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command, when } of items) assert.ok(when, `${menu}: ${command}`);
    }
  });

  it('keeps a command out of the palette while it is known that it can do nothing', () => {
    const always = [
      ...['kinetic.log.show', 'kinetic.walkthrough.open', 'kinetic.orgs.add', 'kinetic.orgs.writes'],
      ...['kinetic.sample.try', 'kinetic.load.csv', 'kinetic.query.export'],
    ];
    const limited = new Set(contributes.menus['commandPalette']?.map(({ command }) => command));
    const unlimited = contributes.commands.filter(
      ({ command, enablement }) => !limited.has(command) && enablement === undefined,
    );
    assert.deepEqual(unlimited.map(({ command }) => command).sort(), always.sort());
  });

  it('leaves the palette as it is until orgs and jobs are known, since keys are only set once the extension runs', () => {
    const rules = contributes.menus['commandPalette'] ?? [];
    const ofState = rules.filter(({ when = '' }) => /kinetic\.(hasOrg|jobs\.)/.test(when));
    assert.ok(ofState.length > 10);
    // Nothing is collected before the extension runs.
    const isIdle = /^\((.*)\) && !kinetic\.logs\.collecting$/;
    for (const { command, when = '' } of ofState)
      assert.match(
        isIdle.exec(when)?.[1] ?? when,
        /^!kinetic\.(orgs|jobs)\.known \|\| kinetic\.(hasOrg|jobs\.\w+)$/,
        command,
      );
  });

  it('has shortcuts of two keys that VS Code does not use, limited to where they make sense', () => {
    assert.ok(contributes.keybindings.length > 0);
    for (const { command, key, mac, when = '' } of contributes.keybindings) {
      assert.match(key, /^ctrl\+k [a-z]$/, command);
      assert.equal(mac, key.replace('ctrl', 'cmd'), command);
      assert.ok(!takenAfterCtrlK.includes(key.slice(-1)), `${key} is a shortcut of VS Code`);
      // On macOS, Cmd+K alone clears a terminal.
      assert.match(when, /^(editorTextFocus && |!terminalFocus)/, command);
    }
    const keys = contributes.keybindings.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    const documented = readFileSync('README.md', 'utf8');
    for (const key of keys) assert.ok(documented.includes(`| Ctrl+K ${key.slice(-1).toUpperCase()} |`), key);
  });

  it('offers a next step in every empty view', () => {
    const views = Object.values(contributes.views).flat();
    assert.ok(views.length > 0);
    for (const { id } of views) {
      const welcomes = contributes.viewsWelcome.filter(({ view }) => view === id);
      assert.ok(
        welcomes.some(({ when }) => when === undefined),
        `${id} is empty without a word in some situation`,
      );
      for (const { contents } of welcomes) assert.ok(linksIn(spoken(contents)).length > 0, `${id} leads nowhere`);
    }
  });

  it('has a text for every key, and no other texts', () => {
    const keys = new Set([...text.matchAll(/"%([^%]+)%"/g)].map(([, key = '']) => key));
    assert.deepEqual([...keys].sort(), Object.keys(nls).sort());
  });

  it('has every image that it names', () => {
    const icons = contributes.viewsContainers.activitybar.map(({ icon }) => icon);
    const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
    for (const path of [...icons, ...pictures]) assert.ok(existsSync(path), path);
  });

  it('draws the walkthrough in colors of the theme, where high contrast themes leave some out', () => {
    const leftOut = ['list-activeSelectionForeground', 'statusBar-background', 'sideBar-background'];
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const svg = readFileSync(media.svg, 'utf8');
      for (const color of leftOut) assert.doesNotMatch(svg, new RegExp(`--vscode-${color},#`), media.svg);
    }
  });

  it('has an icon of 256 × 256 pixels, as the Marketplace shows it on sharp screens', () => {
    const png = readFileSync(about.icon);
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
    assert.ok(png.length < 20_000, `${png.length} bytes`);
  });

  it('says what it is in the words that people search for', () => {
    for (const word of ['salesforce', 'data loader', 'bulk api', 'soql', 'csv', 'sf', 'sfdx', 'upsert', 'export'])
      assert.ok(about.keywords.includes(word), word);
    assert.ok(about.keywords.length <= 30, 'the Marketplace takes no more');
    assert.deepEqual(about.categories, ['Data Science', 'Other']);
    assert.match(about.displayName, /Data Loader/);
  });

  it('ticks the steps of the walkthrough by what was done, not by a command that was started', () => {
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    assert.deepEqual(
      steps.map(({ id, completionEvents }) => [id, completionEvents]),
      ['sample', 'failed', 'load', 'connect'].map((id) => [id, [`onContext:kinetic.done.${id}`]]),
    );
  });

  it('ships a launcher of the command line that a shell can start', () => {
    const launcher = 'bin/kinetic';
    assert.match(readFileSync(launcher, 'utf8'), /^#!\/bin\/sh\n/);
    if (process.platform !== 'win32') assert.equal(statSync(launcher).mode & 0o111, 0o111);
    assert.match(readFileSync('bin/kinetic.cmd', 'utf8'), /dist\\kinetic\.js/);
  });

  it('starts the extension only when a feature is used', () => {
    assert.ok(
      activationEvents.every((event) => event !== '*' && event !== 'onStartupFinished'),
      activationEvents.join(' '),
    );
  });

  it('gives no setting to a workspace that is not trusted', () => {
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(
      [...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
      Object.keys(contributes.configuration.properties).sort(),
    );
  });

  it('says why it does not work on virtual files', () => {
    assert.equal(capabilities.virtualWorkspaces.supported, false);
    assert.match(spoken(capabilities.virtualWorkspaces.description), /disk/);
  });
});
