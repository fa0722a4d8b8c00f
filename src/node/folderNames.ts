// The names in a folder, which may not be there yet.
import { readdir } from 'node:fs/promises';
import { codeOf } from './durable';

export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
