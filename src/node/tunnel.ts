// A way through a proxy: asks it for a connection to a host (CONNECT) and hands out the bare socket.
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** A proxy that has not answered by then will not. */
const longestMs = 30_000;
const longestHead = 16 * 1024;

/** The proxy did not let us through; the message says why and names neither user nor password. */
export class ProxyError extends Error {
  readonly code = 'ERR_PROXY';
}

/** Resolves with a socket over which the host answers. Throws {@link ProxyError}. */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = dial(proxy);
    let head = Buffer.alloc(0);
    const leave = (): void => {
      socket.off('data', hear).off('error', fail).off('close', close).off('timeout', late);
      socket.setTimeout(0);
    };
    const give = (why: string): void => {
      leave();
      // Whatever else goes wrong with it is nobody's business any more.
      socket.on('error', () => undefined).destroy();
      reject(new ProxyError(`the proxy ${proxy.host} ${why}`));
    };
    const fail = (error: NodeJS.ErrnoException): void => give(`cannot be reached (${error.code ?? error.message})`);
    const close = (): void => give('hung up');
    const late = (): void => give('did not answer');
    const hear = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < longestHead) return;
      const [, status, reason = ''] = /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)/.exec(head.toString('latin1')) ?? [];
      if (status === undefined || end < 0) {
        give('speaks no HTTP');
        return;
      }
      if (!status.startsWith('2')) {
        give(`refused: ${status} ${reason}`.trimEnd());
        return;
      }
      leave();
      socket.pause();
      if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
      resolve(socket);
    };
    socket.on('data', hear).on('error', fail).on('close', close).on('timeout', late);
    socket.setTimeout(longestMs);
    socket.write(question(proxy, host, port));
  });
}

function dial({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:'
    ? connectSecurely({ host, port: Number(port || 443), servername: host })
    : connect({ host, port: Number(port || 80) });
}

function question({ username, password }: URL, host: string, port: number): string {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const who = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const login = username || password ? `Proxy-Authorization: Basic ${who}\r\n` : '';
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${login}\r\n`;
}
