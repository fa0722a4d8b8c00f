// Other extensions that open a debug log, when they are installed.
import { commands, extensions, Uri } from 'vscode';
import type { Openers } from './rows';

/** Their commands take the URI of a file. */
const commandOf = {
  /** Apex Log Analyzer, https://github.com/certinia/debug-log-analyzer */
  analyzer: 'lana.showLogAnalysis',
  /** Salesforce Extensions, https://github.com/forcedotcom/salesforcedx-vscode */
  replay: 'sf.launch.replay.debugger.logfile',
} as const;

export type Opener = keyof typeof commandOf;

interface Contributed {
  readonly contributes?: { readonly commands?: readonly { readonly command?: string }[] };
}

/** By what is declared: an extension registers its commands only when it is activated. */
export function openers(): Openers {
  const declared = new Set(
    extensions.all.flatMap(({ packageJSON }) =>
      ((packageJSON as Contributed).contributes?.commands ?? []).map(({ command }) => command),
    ),
  );
  return (['analyzer', 'replay'] as const).filter((opener) => declared.has(commandOf[opener]));
}

export const openWith = (opener: Opener, path: string): Thenable<unknown> =>
  commands.executeCommand(commandOf[opener], Uri.file(path));
