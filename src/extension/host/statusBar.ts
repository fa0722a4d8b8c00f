// One item of the status bar: an icon, and text in which nothing else becomes an icon.
import { StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from './disposables';
import { plainText } from './plainText';

export interface StatusText {
  /** A codicon. */
  readonly icon: string;
  readonly text: string;
  /** Lines. */
  readonly tooltip: readonly string[];
  /** What a screen reader says instead. */
  readonly spoken: string;
  /** Id of a theme color. */
  readonly background?: 'statusBarItem.errorBackground' | 'statusBarItem.warningBackground';
}

export interface StatusSpec {
  readonly id: `kinetic.${string}`;
  /** For the menu that hides items. */
  readonly name: string;
  readonly command: string;
  readonly priority: number;
}

export interface StatusItem extends Disposable {
  /** Hidden without a status. */
  readonly show: (status: StatusText | undefined) => void;
}

export function createStatusItem({ id, name, command, priority }: StatusSpec): StatusItem {
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
  item.name = name;
  item.command = command;
  return {
    show: (status) => {
      if (!status) {
        item.hide();
        return;
      }
      item.text = `$(${status.icon}) ${plainText(status.text)}`;
      item.tooltip = status.tooltip.map(plainText).join('\n');
      item.accessibilityInformation = { label: plainText(status.spoken), role: 'button' };
      item.backgroundColor = status.background && new ThemeColor(status.background);
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
