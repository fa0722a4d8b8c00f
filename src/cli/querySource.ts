// The query of a command: from the command line, a .soql file or stdin.
import { cutOut } from '../shared/cutOut';
import { readText } from './textFile';
import { badArgument } from './values';

/** `-` is stdin. */
export type QuerySource = { readonly soql: string } | { readonly file: string };

/** As an editor cuts it out of code: without comments before it and a semicolon after it. */
export async function readQuery(source: QuerySource, stdin: NodeJS.ReadableStream): Promise<string> {
  if ('soql' in source) return cutOut(source.soql).soql;
  const { soql } = cutOut(await readText(source.file, stdin));
  if (soql === '')
    throw badArgument(source.file === '-' ? 'There is no query in stdin.' : `${source.file} has no query.`);
  return soql;
}
