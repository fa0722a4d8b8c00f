// Undoes the gzip of an answer in pieces large enough that unzipping costs more than handing out the pieces.
// node-fetch would do it in pieces of 16 KB, which takes several times as long, and would take a cut stream for a whole one.
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';

const pieceBytes = 256 * 1024;

/** The stream itself when it is not zipped; destroying what comes back destroys both. Nothing but gzip is ever asked for. */
export function unzip(stream: Readable, contentEncoding: string | null): Readable {
  if (!/^\s*(x-)?gzip\s*$/i.test(contentEncoding ?? '')) return stream;
  // Whoever reads the unzipped stream meets its errors.
  return pipeline(stream, orZippedNothing, createGunzip({ chunkSize: pieceBytes }), () => undefined);
}

/** Some servers say that an answer is zipped and then have none. */
async function* orZippedNothing(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEmpty = true;
  for await (const chunk of chunks) {
    isEmpty = false;
    yield chunk;
  }
  if (isEmpty) yield gzipSync('');
}
