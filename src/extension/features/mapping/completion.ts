// What can be written at a place of a mapping file: its keys, the fields of the object, the columns of the CSV.
import {
  CompletionItemKind,
  Position,
  Range,
  type CancellationToken,
  type CompletionItem,
  type TextDocument,
} from 'vscode';
import { completeMapping, takesValues, type MappingCompletion, type MappingFile } from '../../../core/core';
import { toCompletionItem } from '../../host/editorText';
import { signalOf } from '../../host/task';
import { csvOf } from './csvOf';
import type { MappingDeps } from './deps';
import { fieldsOf, inspect, type Source } from './samples';

export async function complete(
  document: TextDocument,
  position: Position,
  { deps, token }: { readonly deps: MappingDeps; readonly token: CancellationToken },
): Promise<CompletionItem[]> {
  const text = document.getText();
  const { line, character } = position;
  const names = await namesOf({ document, deps, signal: signalOf(token) });
  const written = document.lineAt(line).text;
  const [begun = ''] = /[^\s:[\]{},-][^:[\]{},]*$/.exec(written.slice(0, character)) ?? [];
  const replaced = new Range(new Position(line, character - begun.length), position);
  const hasColon = written.slice(character).trimStart().startsWith(':');
  return completeMapping(text, { line, column: character }, names).map((completion) =>
    toCompletionItem({
      label: completion.text,
      kind: kinds[completion.kind],
      text: toYaml(completion, hasColon),
      range: replaced,
    }),
  );
}

const kinds: Readonly<Record<MappingCompletion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  field: CompletionItemKind.Field,
  column: CompletionItemKind.Variable,
  step: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
};

function toYaml({ text, kind }: MappingCompletion, hasColon: boolean): string {
  if (kind === 'column') return isPlain(text) ? text : JSON.stringify(text);
  return (kind === 'key' || kind === 'field') && !hasColon ? `${text}: ` : text;
}

/** YAML reads it as this text, without quotes. */
const isPlain = (text: string): boolean =>
  /^[\p{L}_][\p{L}\p{N}_ .()/-]*$/u.test(text) && !/\s$|^(true|false|null|yes|no|on|off)$/i.test(text);

/** Without an org or a CSV, keys are completed alone. The object is read by itself: the text need not be whole. */
async function namesOf(source: Source): Promise<Parameters<typeof completeMapping>[2]> {
  const { document, deps } = source;
  const text = document.getText();
  const [, object] = /^object:[ \t]*["']?(\w+)/m.exec(text) ?? [];
  const begun: MappingFile = { mapping: { fields: [] }, ...(object !== undefined && { object }) };
  const { file = begun } = await (await deps.core()).parseMapping(text, document.uri.fsPath);
  const csv = await csvOf(document.uri, deps.memory);
  const [columns, fields] = await Promise.all([
    orNone(csv ? inspect(csv, file, source).then((inspection) => inspection.columns) : undefined),
    orNone(fieldsOf(file, source)),
  ]);
  return { columns, fields: fields.filter(takesValues).map(({ name }) => name) };
}

const orNone = async <T>(work: Promise<readonly T[]> | undefined): Promise<readonly T[]> => {
  try {
    return (await work) ?? [];
  } catch {
    return [];
  }
};
