// Connects the page to the extension: the typed channel over VS Code's API, and the state that the page stores.
import {
  createPageSide,
  type PageHandlers,
  type PageSide,
  type Port,
  type Protocol,
} from '../../src/shared/protocol/channel';

interface VsCodeApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare const acquireVsCodeApi: () => VsCodeApi;

export interface Host<P extends Protocol> extends PageSide<P> {
  /** What {@link store} stored last; an older version of the page may have stored another shape. */
  readonly stored: () => unknown;
  /** Survives hiding the panel and reloading the window. */
  readonly store: (state: unknown) => void;
}

/** VS Code provides its API only once, so a page connects once. */
export function connect<P extends Protocol>(protocol: P, handlers: PageHandlers<P>): Host<P> {
  const api = acquireVsCodeApi();
  const port: Port = {
    post: (message) => api.postMessage(message),
    listen: (receive) => {
      const listener = (event: MessageEvent): void => receive(event.data);
      addEventListener('message', listener);
      return () => removeEventListener('message', listener);
    },
  };
  return {
    ...createPageSide(port, protocol, handlers),
    stored: () => api.getState(),
    store: (state) => api.setState(state),
  };
}
