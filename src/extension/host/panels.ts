// The open panels of one kind of page, at most one for each key: opened, filled again after a reload, closed.
import type { WebviewPanel } from 'vscode';
import type { HostHandlers, Protocol, ToHost, ToPage } from '../../shared/protocol/channel';
import { explain } from '../words/errors';
import type { Boundary } from './errors';
import { createWebview, fillPanel, type PageSpec, type Panel } from './panel';

/** Every page says `ready` as soon as it listens. */
type Notice<P extends Protocol> = Exclude<ToHost<P>, { type: 'ready' }>;

export interface PageKind<P extends Protocol> {
  readonly viewType: `kinetic.${string}`;
  readonly page: PageSpec<P>;
  /** The key in what the page stored before a reload of the window. */
  readonly keyOf: (stored: unknown) => string | undefined;
  /** Undefined when there is nothing with that key any more. */
  readonly title: (key: string) => Promise<string | undefined>;
  /** What a page gets as soon as it listens. */
  readonly firstMessages: (key: string) => Promise<readonly ToPage<P>[]>;
  readonly handlers: (key: string) => {
    readonly notify: (message: Notice<P>) => unknown;
    readonly answer: HostHandlers<P>['answer'];
  };
}

export interface Panels<P extends Protocol> {
  /** Opens the panel or brings it to the front. It gets the message as soon as it listens, after its first messages. */
  readonly open: (key: string, message?: ToPage<P>) => Promise<void>;
  /** Fills a panel that VS Code kept through a reload of the window. */
  readonly restore: (webview: WebviewPanel, stored: unknown) => Promise<void>;
  /** Does nothing without an open panel. */
  readonly notify: (key: string, message: ToPage<P>) => void;
  readonly isOpen: (key: string) => boolean;
  readonly isVisible: (key: string) => boolean;
  /** Its panel is the active editor of a window that has the focus. */
  readonly isActive: (key: string) => boolean;
  readonly close: (key: string) => void;
}

interface OpenPanel<P extends Protocol> {
  readonly panel: Panel<P>;
  /** Messages for a page that does not listen yet; undefined once it does. */
  pending: readonly ToPage<P>[] | undefined;
}

export function createPanels<P extends Protocol>(kind: PageKind<P>, boundary: Boundary): Panels<P> {
  const open = new Map<string, OpenPanel<P>>();
  const sendFirst = async (key: string): Promise<void> => {
    const firstMessages = await kind.firstMessages(key);
    const shown = open.get(key);
    if (!shown) return;
    for (const message of [...firstMessages, ...(shown.pending ?? [])]) shown.panel.notify(message);
    shown.pending = undefined;
  };
  const fill = (webview: WebviewPanel, key: string, pending: readonly ToPage<P>[]): void => {
    const { notify, answer } = kind.handlers(key);
    const panel = fillPanel(webview, kind.page, {
      handlers: {
        notify: (message) =>
          void boundary.run(() => (message.type === 'ready' ? sendFirst(key) : notify(message as Notice<P>))),
        answer,
        explain,
        report: (error) =>
          void boundary.runQuietly(() => {
            throw error;
          }),
      },
      closed: () => open.delete(key),
    });
    open.set(key, { panel, pending });
  };
  return {
    open: async (key, message) => {
      const title = await kind.title(key);
      const shown = open.get(key);
      if (shown) {
        shown.panel.reveal();
        if (message && shown.pending) shown.pending = [...shown.pending, message];
        else if (message) shown.panel.notify(message);
      } else if (title !== undefined) {
        fill(createWebview(kind.viewType, title), key, message ? [message] : []);
      }
    },
    restore: async (webview, stored) => {
      const key = kind.keyOf(stored);
      if (key !== undefined && (await kind.title(key)) !== undefined) fill(webview, key, []);
      else webview.dispose();
    },
    notify: (key, message) => open.get(key)?.panel.notify(message),
    isOpen: (key) => open.has(key),
    isVisible: (key) => open.get(key)?.panel.isVisible() ?? false,
    isActive: (key) => open.get(key)?.panel.isActive() ?? false,
    close: (key) => open.get(key)?.panel.close(),
  };
}
