// Creates the Call that a handler receives, from an HTTP request or from a subrequest of a composite request.
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { refuse, type Call, type Refusal } from './http';
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
  const contentType = source.header('content-type');
  const text = async (): Promise<string> => {
    const chunks: Buffer[] = [];
    const maxBytes = maxBodyBytes(path, contentType ?? '');
    let sizeBytes = 0;
    for await (const chunk of source.stream()) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
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
      refuseOtherThanJson(contentType, path);
      return parseJson(await text());
    },
  };
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const kib = 1024;
const mib = 1024 * kib;

/** The limit of a decompressed body in bytes, apart from uploads, which have their own. */
function maxBodyBytes(path: string, contentType: string): number {
  // Logins have no session, so anyone on this machine may send them. They are small.
  if (/^\/services\/(?:oauth2|Soap)\//i.test(path)) return 64 * kib;
  if (/^\/practice\//i.test(path) || /^multipart\//i.test(contentType)) return mib;
  return 50 * mib;
}

function tooLarge(maxBytes: number): Refusal {
  const message = `Maximum size of request reached. Maximum size of request is ${maxBytes} bytes.`;
  return refuse(413, 'REQUEST_TOO_LARGE', message);
}

/** A page of any site may make a browser send a body without a content type or with one that only mentions JSON. */
const jsonType = /^\s*(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Control paths require the content type, even for calls without a body. */
export function refuseOtherThanJson(contentType: string | undefined, path: string): void {
  if (contentType === undefined ? !/^\/practice\//i.test(path) : jsonType.test(contentType)) return;
  throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${contentType ?? '(none)'} is not supported`);
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
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        await onBytes(chunk.length);
        yield chunk;
      }
    } catch (error) {
      throw request.destroyed ? refuse(400, 'MALFORMED_REQUEST', 'The client disconnected within the body.') : error;
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
  try {
    // The callback is empty because the reader of the decompressed stream receives its errors.
    yield* pipeline(chunks, createGunzip(), () => undefined) as AsyncIterable<Buffer>;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw refuse(400, 'MALFORMED_REQUEST', `The body is not valid gzip: ${error.message}`);
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
