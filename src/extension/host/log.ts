// The log channel. One entry cannot look like several, and nothing in it is hidden.
import { window, type LogOutputChannel } from 'vscode';
import { visibleText } from '../../shared/visibleText';

export type Log = Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error' | 'dispose'> & {
  readonly show: () => void;
};

/** Further lines of a message are indented, because VS Code starts each entry with its time at the margin. */
const indented = (message: string): string =>
  message
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(visibleText)
    .join('\n    ');

export function createLog(name: string): Log {
  const channel = window.createOutputChannel(name, { log: true });
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string | Error, ...fields: readonly unknown[]): void =>
      channel[level](indented(String(message)), ...fields);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
