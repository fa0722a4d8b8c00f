// Writes a stream to a file, which appears only when it is whole.
import type { Files } from '../ports';

/** Passes the chunks on, too. The file is whole once the last chunk was taken. */
export async function* tee(chunks: AsyncIterable<Uint8Array>, path: string, files: Files): AsyncGenerator<Uint8Array> {
  const writer = await files.write(path);
  try {
    for await (const chunk of chunks) {
      await writer.write(chunk);
      yield chunk;
    }
    await writer.close();
  } finally {
    await writer.discard();
  }
}

export async function writeFile(chunks: AsyncIterable<Uint8Array>, path: string, files: Files): Promise<void> {
  const written = tee(chunks, path, files);
  while (!(await written.next()).done);
}
