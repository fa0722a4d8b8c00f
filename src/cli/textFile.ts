// The text of a file that a command reads, or of stdin.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { SalesforceError } from '../core/core';

/** `-` is stdin. Throws `input.missingFile` and `input.unreadable`. */
export const readText = (file: string, stdin: NodeJS.ReadableStream): Promise<string> =>
  file === '-' ? text(stdin) : readTextFile(file);

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') throw new SalesforceError('input.missingFile', { file });
    throw new SalesforceError('input.unreadable', { file, reason });
  }
}
