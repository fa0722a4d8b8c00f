// Writes a mapping file, in the shortest form. Comments and the order of an earlier text are kept.
import { Document, isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { FieldMapping, Step } from '../model/mapping';
import type { MappingFile } from './mappingFile';
import { stepRows, stepWords } from './stepSchemas';

/** `before` is the text to change; its places, comments and styles stay where its values stay. */
export function toMappingText(file: MappingFile, before = ''): string {
  const data = toData(file);
  const document = parseDocument(before);
  const isUsable = document.errors.length === 0 && isMap(document.contents);
  const written = isUsable ? document : new Document(data, options);
  if (isUsable) {
    keepTexts(document);
    changeMap(document.contents as YAMLMap, data, document);
  }
  return written.toString({ lineWidth: 0 });
}

/** YAML would write the number that it reads in a text such as `007`. */
const keepTexts = (document: Document): void =>
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value !== 'string' && node.source && String(node.value) !== node.source) node.value = node.source;
    },
  });

/** A value that is there twice is written twice: an alias cannot be read. */
const options = { aliasDuplicateObjects: false };

type Data = Readonly<Record<string, unknown>>;

function toData({ object, operation, externalIdField, blanks, mapping, save }: MappingFile): Data {
  const { fields, leaveOut, timeZone, strict, onFailure, headers, firstLine } = mapping;
  return withoutMissing({
    version: 1,
    object,
    operation,
    externalId: externalIdField,
    blanks,
    timeZone,
    strict,
    onFailure,
    headers,
    firstLine,
    fields: Object.fromEntries(fields.map((field) => [field.field, fieldData(field)])),
    leaveOut,
    save,
  });
}

function fieldData({ from, steps, lookup, blanks }: FieldMapping): unknown {
  const [first, ...rest] = steps;
  const [column] = from;
  const value = first?.kind === 'constant' ? first.value : undefined;
  const others = value === undefined ? steps : rest;
  if (column !== undefined && from.length === 1 && steps.length === 0 && !lookup && !blanks) return column;
  return withoutMissing({
    from: from.length === 0 ? undefined : from.length === 1 ? column : from,
    value,
    steps: others.length === 0 ? undefined : others.map(stepData),
    lookup,
    blanks,
  });
}

function stepData(step: Step): unknown {
  if (Object.hasOwn(stepWords, step.kind)) return step.kind;
  const { write } = stepRows[step.kind as keyof typeof stepRows] as { readonly write: (step: never) => unknown };
  return { [step.kind]: write(step as never) };
}

const withoutMissing = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

/** Keys that stay keep their nodes, and with them comments; new ones are added at the end. */
function changeMap(map: YAMLMap, data: Data, document: Document): void {
  for (const { key } of [...map.items]) if (!Object.hasOwn(data, keyOf(key))) map.delete(key);
  for (const [key, value] of Object.entries(data)) {
    const pair = map.items.find((item) => keyOf(item.key) === key);
    if (!pair) map.add(document.createPair(key, value, options));
    else pair.value = changed(pair.value, value, document);
  }
}

function changed(node: unknown, value: unknown, document: Document): unknown {
  if (isMap(node) && isData(value)) {
    changeMap(node, value, document);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    changeList(node, value as readonly unknown[], document);
    return node;
  }
  if (isScalar(node) && (node.value === value || node.source === value)) return node;
  const made = document.createNode(value, options);
  if (isScalar(node) && isScalar(made) && node.comment) made.comment = node.comment;
  return made;
}

function changeList(list: YAMLSeq, values: readonly unknown[], document: Document): void {
  list.items = values.map((value, at) => changed(list.items[at], value, document));
}

const keyOf = (key: unknown): string => (isScalar(key) ? (key.source ?? String(key.value)) : String(key));

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
