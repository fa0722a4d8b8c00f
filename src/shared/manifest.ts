// What a feature contributes to package.json, as types. scripts/manifest.mjs writes the file and package.nls.json from
// it.

export type CommandName = `kinetic.${string}`;
export type Codicon = `$(${string})`;

export interface CommandContribution {
  /** English, shown after the category “Kinetic:”; ends in … when the command asks for more before it acts. */
  readonly title: string;
  readonly icon?: Codicon;
  /** A when-clause; the command is grayed out while it is false. */
  readonly enablement?: string;
  /** When-clause of the palette entry; `false` keeps a command that only makes sense on an item out of the palette. */
  readonly palette?: string | false;
}

export type MenuName =
  | 'explorer/context'
  | 'editor/context'
  | 'editor/title'
  | 'editor/title/context'
  | 'view/title'
  | 'view/item/context'
  | 'webview/context';

export interface MenuEntry {
  readonly command: CommandName;
  readonly when: string;
  /** Group and order, as in `navigation@1` or `inline@2`. */
  readonly group: string;
}

/** A shortcut, of two keys in a row, so that it does not replace one of VS Code. */
export interface Keybinding {
  /** Of a feature, or one that VS Code adds for each view. */
  readonly command: CommandName;
  readonly key: `ctrl+k ${string}`;
  readonly mac: `cmd+k ${string}`;
  readonly when: string;
}

export interface Welcome {
  /** Markdown; a line that is only a link becomes a button. */
  readonly text: string;
  readonly when?: string;
}

export interface ViewContribution {
  readonly name: string;
  readonly icon: Codicon;
  /** Its share of the container's height. */
  readonly size: number;
  /** Until a person opens it: a view that reads from an org. */
  readonly isCollapsed?: true;
  /** Shown while the view has no items; at least one must match every situation. */
  readonly welcome: readonly [Welcome, ...Welcome[]];
}

export interface NumberSetting {
  readonly type: 'integer';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Markdown. */
  readonly description: string;
}

export interface ChoiceSetting {
  readonly type: 'string';
  readonly default: string;
  /** What each value means; Markdown. */
  readonly choices: Readonly<Record<string, string>>;
  /** Markdown. */
  readonly description: string;
}

export interface SwitchSetting {
  readonly type: 'boolean';
  readonly default: boolean;
  /** Markdown. */
  readonly description: string;
}

/** An editor for files of this name. The text of the file stays the truth. */
export interface CustomEditorContribution {
  readonly name: string;
  readonly pattern: `*${string}`;
}

/** A language of files. Other extensions may contribute the same one: VS Code merges them by their id. */
export interface LanguageContribution {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly extensions: readonly `.${string}`[];
  /** Path of a language configuration below the extension's folder. */
  readonly configuration: string;
}

/** One feature's share of the manifest. Keys of `commands` are the only ids its handlers may have. */
export interface FeatureManifest {
  readonly commands: Readonly<Record<CommandName, CommandContribution>>;
  readonly menus?: Readonly<Partial<Record<MenuName, readonly MenuEntry[]>>>;
  readonly views?: Readonly<Record<`kinetic.${string}`, ViewContribution>>;
  readonly settings?: Readonly<Record<`kinetic.${string}`, NumberSetting | ChoiceSetting | SwitchSetting>>;
  readonly keybindings?: readonly Keybinding[];
  readonly customEditors?: Readonly<Record<`kinetic.${string}`, CustomEditorContribution>>;
  readonly languages?: readonly LanguageContribution[];
  /** Activation events that VS Code does not derive from commands, views and languages by itself. */
  readonly activationEvents?: readonly (
    `onWebviewPanel:kinetic.${string}` | `onLanguage:${string}` | `workspaceContains:${string}`
  )[];
}

export interface WalkthroughStep {
  readonly title: string;
  /** Markdown; a line that is only a link becomes a button. */
  readonly text: string;
  /** Path of an SVG below the extension's folder, and what it shows in words. */
  readonly image: string;
  readonly altText: string;
  readonly doneOn: readonly string[];
}

/** The whole product: what belongs to no single feature, and the features in the order in which they are shown. */
export interface ProductManifest {
  readonly category: string;
  readonly container: { readonly id: string; readonly title: string; readonly icon: string };
  readonly walkthrough: {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly steps: Readonly<Record<string, WalkthroughStep>>;
  };
  /** No setting is taken from a workspace that is not trusted. */
  readonly untrusted: { readonly text: string };
  readonly virtual: { readonly text: string };
  /** What the YAML extension checks, if it is there. */
  readonly yamlValidation: readonly { readonly fileMatch: string; readonly url: string }[];
  readonly features: readonly FeatureManifest[];
}

/**
 * Palette conditions. They hide a command only when the extension knows that it can do nothing: nothing is known before
 * the extension is used in a window, although there may be orgs and jobs.
 */
export const whenOrgs = '!kinetic.orgs.known || kinetic.hasOrg';
export const whenJobs = (key: 'any' | 'running' | 'finished' | 'interrupted' | 'failures' | 'retryable'): string =>
  `!kinetic.jobs.known || kinetic.jobs.${key}`;

/** A file of rows that a retry wrote; by its name, because after a reload the extension may not run yet. */
export const onRetryFile = 'resourceFilename =~ /-retry-[0-9a-f]{6}\\.csv$/';

/** Of a union of manifests: the ids of all of them. */
export type CommandIdOf<M extends FeatureManifest> = M extends FeatureManifest
  ? Extract<keyof M['commands'], string>
  : never;

/** What a command runs. Arguments come from menus, links and other extensions, so they are unknown until looked at. */
export type Handler = (...args: readonly unknown[]) => unknown;

/** Exactly one handler for each declared command: a missing or an extra id does not compile. */
export type HandlersOf<M extends FeatureManifest> = { readonly [K in CommandIdOf<M>]: Handler };
