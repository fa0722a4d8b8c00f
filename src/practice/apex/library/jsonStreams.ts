// JSONParser and JSONGenerator: JSON token by token.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_JsonParser.htm
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { LibraryFunction } from '../typeSystem/model';
import type { Transaction } from '../run/transaction';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { enumValue } from '../values/enumValues';
import type { TypeValue } from '../values/objects';
import { enumClasses } from './enums';
import { fromJson, jsonStatics, toJson, typeFor } from './json';
import { prettyJson } from './pretty';

interface Token {
  readonly kind: string;
  readonly text: string;
  /** The field whose value it is, or the name itself. */
  readonly name: string | null;
  /** Where the text of the value ends, for those that are read as a whole. */
  readonly start: number;
  end: number;
}

interface Reader {
  readonly source: string;
  readonly tokens: readonly Token[];
  at: number;
}

const marks: Readonly<Record<string, string>> = {
  '{': 'START_OBJECT',
  '}': 'END_OBJECT',
  '[': 'START_ARRAY',
  ']': 'END_ARRAY',
  true: 'VALUE_TRUE',
  false: 'VALUE_FALSE',
  null: 'VALUE_NULL',
};

const kindOf = (word: string): string =>
  marks[word] ??
  (word.startsWith('"') ? 'VALUE_STRING' : /[.eE]/.test(word) ? 'VALUE_NUMBER_FLOAT' : 'VALUE_NUMBER_INT');

const textOf = (word: string): string => (word.startsWith('"') ? (JSON.parse(word) as string) : word);

function openReader(source: string, tx: Transaction): Reader {
  try {
    JSON.parse(source);
  } catch (error) {
    throw tx.error('JSONException', error instanceof Error ? error.message : 'Unexpected input');
  }
  return { source, tokens: tokensOf(source), at: -1 };
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const open: Token[] = [];
  let name: string | null = null;
  for (const match of source.matchAll(/"(?:\\.|[^"\\])*"(\s*:)?|[{}[\]]|[^\s{}[\],:"]+/g)) {
    const [word] = match;
    const start = match.index;
    const end = start + word.length;
    if (match[1] !== undefined) {
      name = textOf(word.replace(/\s*:$/, ''));
      tokens.push({ kind: 'FIELD_NAME', text: name, name, start, end });
      continue;
    }
    const token: Token = { kind: kindOf(word), text: textOf(word), name, start, end };
    tokens.push(token);
    name = null;
    if (token.kind.startsWith('START_')) open.push(token);
    else if (token.kind.startsWith('END_')) {
      const opener = open.pop();
      if (opener) opener.end = end;
    }
  }
  return tokens;
}

const current = ({ tokens, at }: Reader): Token | undefined => tokens[at];

function tokenKind(token: Token | undefined): unknown {
  const cls = enumClasses.get('jsontoken');
  return cls && token ? enumValue(cls, cls.constants.indexOf(token.kind)) : null;
}

function next(reader: Reader): unknown {
  if (reader.at < reader.tokens.length) reader.at++;
  return tokenKind(current(reader));
}

/** The value at the current token, or after the current name; the reader stays at its last token. */
function readValue(reader: Reader): unknown {
  if (reader.at < 0 || current(reader)?.kind === 'FIELD_NAME') reader.at++;
  const first = current(reader);
  if (first === undefined) return null;
  skip(reader);
  return JSON.parse(reader.source.slice(first.start, first.end)) as unknown;
}

function skip(reader: Reader): void {
  const first = current(reader);
  if (!first?.kind.startsWith('START_')) return;
  while ((reader.tokens[reader.at]?.end ?? first.end) < first.end || reader.tokens[reader.at] === first) reader.at++;
}

const valueAs =
  (isStrict: boolean) =>
  (reader: Reader, type: TypeValue, tx: Transaction): unknown =>
    fromJson(readValue(reader), typeFor(type, tx), { tx, isStrict });

const scalar =
  <Value>(read: (text: string) => Value) =>
  (reader: Reader): Value | null => {
    const token = current(reader);
    return token === undefined || token.kind === 'VALUE_NULL' ? null : read(token.text);
  };

const parserSpec: LibrarySpec = {
  name: 'JSONParser',
  methods: {
    'JSONToken nextToken()': next,
    'JSONToken nextValue()': (reader: Reader) => {
      const token = next(reader);
      return current(reader)?.kind === 'FIELD_NAME' ? next(reader) : token;
    },
    'JSONToken getCurrentToken()': (reader: Reader) => tokenKind(current(reader)),
    'Boolean hasCurrentToken()': (reader: Reader) => current(reader) !== undefined,
    'void clearCurrentToken()': (reader: Reader) => void (reader.at = -1),
    'String getCurrentName()': (reader: Reader) => current(reader)?.name ?? null,
    'String getText()': (reader: Reader) => current(reader)?.text ?? null,
    'void skipChildren()': skip,
    'Integer getIntegerValue()': scalar(Number),
    'Long getLongValue()': scalar(BigInt),
    'Double getDoubleValue()': scalar((text) => new ApexDouble(Number(text))),
    'Decimal getDecimalValue()': scalar((text) => ApexDecimal.parse(text) ?? null),
    'Boolean getBooleanValue()': scalar((text) => text === 'true'),
    'String getStringValue()': scalar((text) => text),
    'Id getIdValue()': scalar((text) => text),
    'Date getDateValue()': scalar((text) => ApexDate.parse(text) ?? null),
    'Datetime getDatetimeValue()': scalar((text) => ApexDatetime.parse(text) ?? null),
    'Datetime getDateTimeValue()': scalar((text) => ApexDatetime.parse(text) ?? null),
    'Time getTimeValue()': scalar((text) => ApexTime.parse(text) ?? null),
    'Blob getBlobValue()': scalar((text) => new ApexBlob(Buffer.from(text, 'base64'))),
    'Object readValueAs(Type)': valueAs(false),
    'Object readValueAsStrict(Type)': valueAs(true),
  },
};

/** The text so far; `needsComma` after a value. */
interface Writer {
  text: string;
  needsComma: boolean;
  isClosed: boolean;
  readonly isPretty: boolean;
}

function write(writer: Writer, json: string, tx: Transaction): null {
  if (writer.isClosed) throw tx.error('JSONException', 'The generator is closed');
  writer.text += writer.needsComma ? `,${json}` : json;
  writer.needsComma = true;
  return null;
}

function open(writer: Writer, mark: string, tx: Transaction): null {
  write(writer, mark, tx);
  writer.needsComma = false;
  return null;
}

function end(writer: Writer, mark: string): null {
  writer.text += mark;
  writer.needsComma = true;
  return null;
}

function writeName(writer: Writer, name: string, tx: Transaction): null {
  write(writer, `${JSON.stringify(name)}:`, tx);
  writer.needsComma = false;
  return null;
}

function writeField(...[writer, name, value, tx]: [Writer, string, unknown, Transaction]): null {
  writeName(writer, name, tx);
  return write(writer, toJson(value), tx);
}

const writeValue = (writer: Writer, value: unknown, tx: Transaction): null => write(writer, toJson(value), tx);

const written = ['Blob', 'Boolean', 'Date', 'Datetime', 'Id', 'Integer', 'Long', 'Decimal', 'Double', 'String', 'Time'];
const methodNames: Readonly<Record<string, string>> = {
  Datetime: 'DateTime',
  Integer: 'Number',
  Long: 'Number',
  Decimal: 'Number',
  Double: 'Number',
};

const generatorSpec: LibrarySpec = {
  name: 'JSONGenerator',
  methods: {
    'void writeStartObject()': (writer: Writer, tx: Transaction) => open(writer, '{', tx),
    'void writeEndObject()': (writer: Writer) => end(writer, '}'),
    'void writeStartArray()': (writer: Writer, tx: Transaction) => open(writer, '[', tx),
    'void writeEndArray()': (writer: Writer) => end(writer, ']'),
    'void writeFieldName(String)': writeName,
    'void writeNull()': (writer: Writer, tx: Transaction) => write(writer, 'null', tx),
    'void writeNullField(String)': (writer: Writer, name: string, tx: Transaction) =>
      writeField(writer, name, null, tx),
    'void writeObject(Object)': writeValue,
    'void writeObjectField(String, Object)': writeField,
    ...Object.fromEntries<LibraryFunction>(
      written.flatMap((type): [string, LibraryFunction][] => [
        [`void write${methodNames[type] ?? type}(${type})`, writeValue],
        [`void write${methodNames[type] ?? type}Field(String, ${type})`, writeField],
      ]),
    ),
    'String getAsString()': ({ text, isPretty }: Writer) => (isPretty ? prettyJson(text) : text),
    'void close()': (writer: Writer) => void (writer.isClosed = true),
    'Boolean isClosed()': ({ isClosed }: Writer) => isClosed,
  },
};

const newWriter = (isPretty: boolean): Writer => ({ text: '', needsComma: false, isClosed: false, isPretty });

/** JSON with the methods that make parsers and generators. */
const jsonSpec: LibrarySpec = {
  name: 'JSON',
  statics: {
    ...jsonStatics,
    'JSONParser createParser(String)': openReader,
    'JSONGenerator createGenerator(Boolean)': newWriter,
  },
};

export const jsonSpecs: readonly LibrarySpec[] = [jsonSpec, parserSpec, generatorSpec];
