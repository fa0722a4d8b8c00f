// One webview: a page from dist/webview with a strict content policy, a typed channel, and an icon.
import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import {
  createHostSide,
  type HostHandlers,
  type HostSide,
  type Port,
  type Protocol,
} from '../../shared/protocol/channel';
import { pageHtml } from '../../shared/protocol/page';
import { plainText } from './plainText';

export interface PageSpec<P extends Protocol> {
  readonly protocol: P;
  /** Name of the page: `<name>.js` and `<name>.css` in the webview folder. */
  readonly page: string;
  /** Folder of the built pages; the only one that the page can read. */
  readonly folder: Uri;
  readonly icon: Uri;
}

export interface Panel<P extends Protocol> {
  readonly notify: HostSide<P>['notify'];
  readonly reveal: () => void;
  /** In the foreground of an editor group. */
  readonly isVisible: () => boolean;
  /** The active editor of a window that has the focus. */
  readonly isActive: () => boolean;
  /** Closes the tab. */
  readonly close: () => void;
}

/** Opens in the active editor group. VS Code loads the page again whenever the tab is shown again. */
export function createWebview(viewType: `kinetic.${string}`, title: string): WebviewPanel {
  return window.createWebviewPanel(viewType, plainText(title), ViewColumn.Active, { enableScripts: true });
}

export interface PanelEvents<P extends Protocol> {
  readonly handlers: HostHandlers<P>;
  readonly closed: () => void;
}

/**
 * Fills a new or restored panel. Closing the panel closes its channel. Deactivation leaves the panel open, because VS
 * Code restores it after a reload of the window.
 */
export function fillPanel<P extends Protocol>(
  panel: WebviewPanel,
  spec: PageSpec<P>,
  events: PanelEvents<P>,
): Panel<P> {
  const { webview } = panel;
  const port: Port = {
    post: (message) => void webview.postMessage(message),
    listen: (listener) => {
      const listening = webview.onDidReceiveMessage((message: unknown) => listener(message));
      return () => void listening.dispose();
    },
  };
  const side = createHostSide(port, spec.protocol, events.handlers);
  panel.onDidDispose(() => {
    side.close();
    events.closed();
  });
  panel.iconPath = spec.icon;
  webview.options = { enableScripts: true, localResourceRoots: [spec.folder] };
  webview.html = toHtml(panel, spec);
  return {
    notify: side.notify,
    reveal: () => panel.reveal(),
    isVisible: () => panel.visible,
    isActive: () => panel.active && window.state.focused,
    close: () => void panel.dispose(),
  };
}

function toHtml<P extends Protocol>({ webview, title }: WebviewPanel, { folder, page }: PageSpec<P>): string {
  const uri = (name: string): string => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
  return pageHtml({
    scriptUri: uri(`${page}.js`),
    styleUris: [uri(`${page}.css`)],
    nonce: crypto.randomUUID().replaceAll('-', ''),
    cspSource: webview.cspSource,
    title,
    lang: env.language,
    translations: l10n.bundle,
  });
}
