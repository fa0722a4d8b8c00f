// The badge at the right end of a tree row, which stays visible in a narrow side bar.
import { FileDecoration, Uri, window } from 'vscode';
import type { Disposable } from './disposables';

export interface RowBadge {
  /** One or two characters. */
  readonly text: string;
  readonly tooltip: string;
}

const scheme = 'kinetic-badge';

/** VS Code decorates rows by their URI, so the URI of the row contains the badge. */
export const toBadgeUri = (rowId: string, badge: RowBadge): Uri =>
  Uri.from({ scheme, path: `/${rowId}`, query: JSON.stringify([badge.text, badge.tooltip]) });

export function registerRowBadges(): Disposable {
  return window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => {
      if (uri.scheme !== scheme) return undefined;
      const [text, tooltip] = JSON.parse(uri.query) as [string, string];
      return new FileDecoration(text, tooltip);
    },
  });
}
