// Loopback servers whose behavior a test defines, for requests or for raw bytes.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { HttpRequest } from '../../../src/core/ports';

export interface Loopback {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startHttp(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Loopback> {
  return listen(createServer(handle), 'http');
}

/** A plain socket server: the test writes every byte. */
export async function startSockets(handle: (socket: Socket) => void): Promise<Loopback> {
  return listen(
    createSocketServer((socket) => {
      socket.on('error', () => undefined);
      handle(socket);
    }),
    'http',
  );
}

async function listen(server: Server, scheme: string): Promise<Loopback> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}

/** The URL of a port on which no server listens. */
export async function deadUrl(): Promise<string> {
  const server = await startHttp(() => undefined);
  await server.close();
  return server.url;
}

export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  signal: new AbortController().signal,
  idleTimeoutMs: 5_000,
  ...more,
});

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
