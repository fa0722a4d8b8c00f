// Starts the VS Code server on a free loopback port, with its own settings and extensions and our extension in it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './child';
import { installed, root } from './installed';
import { scratch } from './scratch';
import { writeSettings } from './settings';

/** How our extension is installed: the built folder, a VSIX, or not at all (the page loads it for development). */
export type ExtensionSource =
  { readonly from: 'build' } | { readonly from: 'vsix'; readonly path: string } | { readonly from: 'page' };

export interface ServerSpec {
  readonly extension: ExtensionSource;
  /** User settings in addition to the quiet ones that every run has. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The URL of the workbench with a folder open in it, the folders of a `.code-workspace` file, or no folder. */
  readonly workbenchUrl: (path: string | undefined) => string;
  /** The logs of the extension host and of our extension are below it; deleted by {@link Server.close}. */
  readonly logFolder: string;
  /** What the server printed. */
  readonly output: () => string;
  /** Stops the server and deletes its temporary folder. */
  readonly close: () => Promise<void>;
}

/** What a VSIX would contain. */
const shipped = /^(package(\.nls.*)?\.json|README\.md|CHANGELOG\.md|LICENSE|bin|dist|media|l10n)$/;

function installBuild(extensionsFolder: string): void {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'publisher' | 'name' | 'version',
    string
  >;
  const target = join(extensionsFolder, `${about.publisher}.${about.name}-${about.version}`);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(root).filter((entry) => shipped.test(entry))) {
    cpSync(join(root, name), join(target, name), { recursive: true });
  }
}

function installVsix(path: string, folders: readonly string[]): void {
  if (!existsSync(path)) throw new Error(`There is no ${path}: run "npm run package" first.`);
  const { nodePath, codeServerPath } = installed();
  const { status, stdout, stderr } = spawnSync(nodePath, [codeServerPath, ...folders, '--install-extension', path], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`${path} could not be installed.\n${stdout}${stderr}`);
}

export async function startServer(spec: ServerSpec): Promise<Server> {
  const { nodePath, codeServerPath } = installed();
  const { folder: home, remove } = scratch('host');
  try {
    const user = join(home, 'user');
    const extensions = join(home, 'extensions');
    mkdirSync(extensions);
    writeSettings(user, spec.settings);
    const config = join(home, 'config.yaml');
    writeFileSync(config, 'auth: none\n');
    const folders = ['--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
    if (spec.extension.from === 'build') installBuild(extensions);
    if (spec.extension.from === 'vsix') installVsix(spec.extension.path, folders);
    const child = await startChild({
      program: nodePath,
      args: [
        codeServerPath,
        ...folders,
        '--auth',
        'none',
        '--bind-addr',
        '127.0.0.1:0',
        '--disable-telemetry',
        '--disable-update-check',
        ...(spec.settings?.['security.workspace.trust.enabled'] === true ? [] : ['--disable-workspace-trust']),
        '--disable-getting-started-override',
        '--ignore-last-opened',
        // Lets the URL of the page name tests to run. It also hides every toast, so it is only used where tests run.
        ...(spec.extension.from === 'page' ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
      // Jobs of other runs and of this computer's user are not shown.
      env: { KINETIC_HOME: join(home, 'kinetic'), ...spec.env, VSCODE_IPC_HOOK_CLI: '' },
      readyWhen: /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/,
      timeoutMs: 60_000,
    });
    const url = child.ready[1] ?? '';
    return {
      url,
      workbenchUrl: (path) => {
        if (path === undefined) return `${url}/?ew=true`;
        const what = path.endsWith('.code-workspace') ? 'workspace' : 'folder';
        return `${url}/?${what}=${encodeURIComponent(path).replaceAll('%2F', '/')}`;
      },
      logFolder: join(user, 'logs'),
      output: child.output,
      close: async () => {
        await child.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
