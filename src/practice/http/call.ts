// Creates the Call that a handler receives, from an HTTP request or from a subrequest of a composite request.
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { refuse, type Call } from './http';
import { newestVersion } from './router';

export interface CallSource {
  readonly method: string;
  /** Path and query string. */
  readonly target: string;
  readonly baseUrl: string;
  readonly header: (name: string) => string | undefined;
  readonly stream: () => AsyncIterable<Buffer>;
}

/** A call before routing: it has no path parameters and no session. */
export function createCall(source: CallSource): Call {
  // The Salesforce CLI stores an instance URL that ends with a slash and appends paths that start with one.
  const [path, search] = splitOnce(source.target.replace(/^\/{2,}/, '/'), '?');
  const text = async (): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of source.stream()) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  };
  return {
    method: source.method,
    path,
    params: {},
    query: new URLSearchParams(search),
    version: newestVersion,
    header: source.header,
    baseUrl: source.baseUrl,
    session: undefined,
    stream: source.stream,
    text,
    json: async () => {
      refuseOtherThanJson(source.header('content-type'), path);
      return parseJson(await text());
    },
  };
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The control paths under `/practice/` accept any content type. */
function refuseOtherThanJson(contentType: string | undefined, path: string): void {
  if (contentType === undefined || path.startsWith('/practice/') || /\bjson\b/i.test(contentType)) return;
  throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${contentType} is not supported`);
}

function parseJson(text: string): unknown {
  if (text.trim() === '') {
    const message = 'The HTTP entity body is required, but this request has no entity body.';
    throw refuse(400, 'JSON_PARSER_ERROR', message);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(400, 'JSON_PARSER_ERROR', `${reason} at [line:1, column:1]`);
  }
}

/** `onBytes` is called with the size of each chunk as it arrives, before decompression. */
export function fromRequest(request: IncomingMessage, onBytes: (count: number) => Promise<void> | undefined): Call {
  const header = (name: string): string | undefined => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  async function* counted(): AsyncIterable<Buffer> {
    // A handler that stops reading must still be able to respond, so ending the iteration keeps the socket open.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      await onBytes(chunk.length);
      yield chunk;
    }
  }
  const isGzip = /\bgzip\b/i.test(header('content-encoding') ?? '');
  return createCall({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    baseUrl: `http://${header('host') ?? '127.0.0.1'}`,
    header,
    stream: () => (isGzip ? unzip(counted()) : counted()),
  });
}

async function* unzip(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  const feed = async (): Promise<void> => {
    for await (const chunk of chunks) if (!gunzip.write(chunk)) await new Promise((go) => gunzip.once('drain', go));
    gunzip.end();
  };
  feed().catch((error: unknown) => gunzip.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* gunzip as AsyncIterable<Buffer>;
}
