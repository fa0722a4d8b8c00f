// What a mapping page knows beside its text: the rows of the CSV, and the fields of the object.
import type { TextDocument, Uri } from 'vscode';
import { suggestStep, type CsvInspection, type MappingFile, type Step } from '../../../core/core';
import { isUnknownEncoding } from '../../host/errors';
import { csvOf } from './csvOf';
import type { MappingDeps } from './deps';
import type { Field } from './warnings';

export interface Source {
  readonly document: TextDocument;
  readonly deps: MappingDeps;
  readonly signal: AbortSignal;
}

/** For values that Salesforce would reject, when they fit one format only. The preview shows what becomes of them. */
export async function suggestedSteps(
  { column, field }: { readonly column: string; readonly field: string },
  file: MappingFile,
  source: Source,
): Promise<readonly Step[]> {
  const csv = await csvOf(source.document.uri, source.deps.memory);
  if (!csv) return [];
  const { columns, preview } = await inspect(csv, file, source);
  const at = columns.indexOf(column);
  const known = (await fieldsOf(file, source)).find(({ name }) => name.toLowerCase() === field.toLowerCase());
  const samples = preview.map((row) => row[at] ?? '');
  const suggestion = known && suggestStep(known.type, samples);
  return suggestion?.kind === 'suggested' ? [suggestion.step] : [];
}

/** Nothing is sent from this page, so a file in another encoding is shown in the likeliest one. */
export async function inspect(
  { fsPath }: Uri,
  { mapping: names }: MappingFile,
  { deps, signal }: Source,
): Promise<CsvInspection> {
  const core = await deps.core();
  return core.inspect({ file: fsPath, names }, signal).catch(async (error: unknown) => {
    const [likeliest] = isUnknownEncoding(error) ? await core.encodingsOf(fsPath, signal) : [];
    if (!likeliest) throw error;
    return core.inspect({ file: fsPath, names, dialect: { encoding: likeliest.encoding } }, signal);
  });
}

/** None without an org or an object: then the columns are shown alone. */
export async function fieldsOf({ object }: MappingFile, { document, deps, signal }: Source): Promise<readonly Field[]> {
  const org = await deps.currentOrg(document.uri.fsPath);
  if (!org || object === undefined) return [];
  const { describes } = (await (await deps.core()).org(org.orgId)).rest;
  return (await describes.object(object, { signal, progress: () => undefined })).fields;
}
