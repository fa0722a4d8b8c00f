// Decompresses gzip responses in large chunks.
// node-fetch would use chunks of 16 KB, which takes several times as long, and would accept a truncated stream.
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';

const chunkBytes = 256 * 1024;

/** Returns the stream itself when it is not gzip, the only encoding we request. Destroying the result destroys both. */
export function unzip(stream: Readable, contentEncoding: string | null): Readable {
  if (!/^\s*(x-)?gzip\s*$/i.test(contentEncoding ?? '')) return stream;
  // The callback is empty because the reader of the decompressed stream receives its errors.
  return pipeline(stream, orEmptyGzip, createGunzip({ chunkSize: chunkBytes }), () => undefined);
}

/** Some servers send the gzip header with an empty body. */
async function* orEmptyGzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEmpty = true;
  for await (const chunk of chunks) {
    isEmpty = false;
    yield chunk;
  }
  if (isEmpty) yield gzipSync('');
}
