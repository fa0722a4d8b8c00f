// Opens a tunnel through a proxy: requests a connection to a host (CONNECT) and returns the plain socket.
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** How long the proxy has to answer. */
const timeoutMs = 30_000;
const maxHeadBytes = 16 * 1024;

/** The proxy did not open the tunnel. The message gives the reason without username and password. */
export class ProxyError extends Error {
  readonly code = 'ERR_PROXY';
}

/** Resolves with a socket that is connected to the host. Throws {@link ProxyError}. */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = dial(proxy);
    let head = Buffer.alloc(0);
    const removeListeners = (): void => {
      socket.off('data', onData).off('error', onError).off('close', onClose).off('timeout', onTimeout);
      socket.setTimeout(0);
    };
    const failWith = (why: string): void => {
      removeListeners();
      // Later errors of this socket no longer matter, but without a listener they would crash the process.
      socket.on('error', () => undefined).destroy();
      reject(new ProxyError(`the proxy ${proxy.host} ${why}`));
    };
    const onError = (error: NodeJS.ErrnoException): void =>
      failWith(`cannot be reached (${error.code ?? error.message})`);
    const onClose = (): void => failWith('closed the connection');
    const onTimeout = (): void => failWith('did not answer');
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < maxHeadBytes) return;
      const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)/.exec(head.toString('latin1')) ?? [];
      if (status === undefined || end < 0) {
        failWith('is not an HTTP proxy');
        return;
      }
      if (!status.startsWith('2')) {
        failWith(`refused: ${status} ${reason}`.trimEnd());
        return;
      }
      removeListeners();
      socket.pause();
      if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
      resolve(socket);
    };
    socket.on('data', onData).on('error', onError).on('close', onClose).on('timeout', onTimeout);
    socket.setTimeout(timeoutMs);
    socket.write(toConnectRequest(proxy, host, port));
  });
}

function dial({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:'
    ? connectSecurely({ host, port: Number(port || 443), servername: host })
    : connect({ host, port: Number(port || 80) });
}

function toConnectRequest({ username, password }: URL, host: string, port: number): string {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const login = username || password ? `Proxy-Authorization: Basic ${credentials}\r\n` : '';
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${login}\r\n`;
}
