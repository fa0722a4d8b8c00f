// The page's way to the extension: VS Code's API behind the typed channel, and the page's own remembered arrangement.
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
  /** What {@link remember} kept the last time, in whatever shape that was. */
  readonly remembered: () => unknown;
  /** Survives hiding the panel and reloading the window. */
  readonly remember: (state: unknown) => void;
}

/** VS Code hands its API out once, so a page connects once. */
export function connect<P extends Protocol>(protocol: P, handlers: PageHandlers<P>): Host<P> {
  const api = acquireVsCodeApi();
  const port: Port = {
    post: (message) => api.postMessage(message),
    listen: (hear) => {
      const listener = (event: MessageEvent): void => hear(event.data);
      addEventListener('message', listener);
      return () => removeEventListener('message', listener);
    },
  };
  return {
    ...createPageSide(port, protocol, handlers),
    remembered: () => api.getState(),
    remember: (state) => api.setState(state),
  };
}
