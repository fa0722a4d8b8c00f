// Says of a file that is not UTF-8 which encodings it may have.
import { encodingError } from '../csv/foreignBytes';
import { SalesforceError } from '../errors/salesforceError';
import type { LoadSpec } from '../model/load';
import type { Files } from '../ports';
import { readExcerpt } from './csvFile';

/** A first byte that is not UTF-8 says little; the text around it says what the file may be. */
export async function withCandidates(
  error: unknown,
  { file, dialect }: Pick<LoadSpec, 'file' | 'dialect'>,
  files: Files,
): Promise<unknown> {
  if (!(error instanceof SalesforceError) || error.code !== 'input.unknownEncoding') return error;
  const { offset = 0, line = 0, byte = '' } = error.details;
  if (dialect?.encoding) return new SalesforceError('input.strayByte', { file, offset, line, byte });
  return encodingError(await readExcerpt(file, { offset: Number(offset), line: Number(line) }, files), file);
}
