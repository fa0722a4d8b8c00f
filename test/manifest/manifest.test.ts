// package.json is as generated, and all its parts fit together.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

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
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const { contributes, activationEvents, capabilities } = JSON.parse(text) as Manifest;
const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const commandIds = new Set(contributes.commands.map(({ command }) => command));
const spoken = (value: string): string => nls[value.replaceAll('%', '')] ?? '';
const linksIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id);

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
