// What may be written at a place of a mapping file, for the completion of an editor. The text may be unfinished there,
// so lines and their indentation are read instead of YAML.
import { fieldKeys, fileKeys, keysOf, stepNames, valuesOf } from './mappingWords';

export interface MappingNames {
  /** Of the CSV file. */
  readonly columns: readonly string[];
  /** API names of the object's fields. */
  readonly fields: readonly string[];
}

export interface MappingCompletion {
  readonly text: string;
  /** A colon follows a key and a field. */
  readonly kind: 'key' | 'field' | 'column' | 'step' | 'value';
}

/** `line` counts from 0, as in VS Code; `column` is the place of the cursor in it. */
export function completeMapping(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
  names: MappingNames,
): readonly MappingCompletion[] {
  const lines = text.split(/\r?\n/);
  const begun = (lines[line] ?? '').slice(0, column);
  const path = pathTo(lines, line, begun);
  const [, key] = /^[\s-]*([^\s:#-][^:#]*):\s+[^:{}[\]#]*$/.exec(begun) ?? [];
  if (key !== undefined) return atValue([...path, key], names);
  return /^[\s-]*[^:{}[\]#]*$/.test(begun) ? atKey(path, lines, names) : [];
}

/** The keys around the line, from the outside; `-` for an entry of a list. */
function pathTo(lines: readonly string[], line: number, begun: string): readonly string[] {
  const path = /^\s*-\s/.test(begun) ? ['-'] : [];
  let indent = /^\s*/.exec(begun)?.[0].length ?? 0;
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const [, blanks = '', dash = '', key] = /^(\s*)(-\s+)?([^\s:#-][^:#]*):/.exec(lines[at] ?? '') ?? [];
    if (key === undefined || blanks.length >= indent) continue;
    const isInside = blanks.length + dash.length < indent;
    path.unshift(...(dash === '' ? [] : ['-']), ...(isInside ? [key] : []));
    indent = blanks.length;
  }
  return path;
}

function atKey(
  path: readonly string[],
  lines: readonly string[],
  { columns, fields }: MappingNames,
): readonly MappingCompletion[] {
  const [first, second, third, fourth, step] = path;
  if (first === undefined) return as('key', fileKeys);
  if (first === 'leaveOut' || first === 'headers') return as('column', columns);
  if (first === 'save') return as('key', keysOf('save'));
  if (first !== 'fields') return [];
  if (second === undefined)
    return as(
      'field',
      fields.filter((field) => !isThere(field, lines)),
    );
  if (third === undefined) return as('key', fieldKeys);
  if (third === 'from') return as('column', columns);
  if (third === 'lookup') return as('key', keysOf('lookup'));
  if (third !== 'steps' || fourth !== '-') return [];
  return step === undefined ? as('step', stepNames) : as('key', keysOf(path.includes('if') ? 'if' : step));
}

function atValue(path: readonly string[], { columns }: MappingNames): readonly MappingCompletion[] {
  const [first, , third] = path;
  const key = path.at(-1) ?? '';
  const isColumn =
    (first === 'fields' && path.length === 2) || (third === 'from' && path.length === 3) || key === 'column';
  return isColumn ? as('column', columns) : as('value', valuesOf(key));
}

const isThere = (field: string, lines: readonly string[]): boolean =>
  lines.some((line) => line.trimStart().startsWith(`${field}:`));

const as = (kind: MappingCompletion['kind'], texts: readonly string[]): readonly MappingCompletion[] =>
  texts.map((text) => ({ text, kind }));
