// Writes a stream to a file, which appears only when it is complete.
import type { Files } from '../ports';

/** Also yields the chunks. The file is complete after the last chunk is consumed. */
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
