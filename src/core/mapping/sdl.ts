// Reads a mapping file of Data Loader (.sdl) and says what became of each of its lines.
import type { FieldMapping, Mapping, Step } from '../model/mapping';
import { readProperties, type Property } from './javaProperties';
import { sdlField, type SdlField } from './sdlField';

/**
 * `mapped`, `constant`: the fields get a value. `firstColumn`: they get the first of several columns, because not all
 * are text. `leftOut`: the line names no field. `unknownColumn`: the file has no such column. `repeatedField`: another
 * line has the field. `unknownField`: the object has no such field. `replaced`: a later line has the same columns.
 */
export type SdlOutcome =
  'mapped' | 'constant' | 'firstColumn' | 'leftOut' | 'unknownColumn' | 'repeatedField' | 'unknownField' | 'replaced';

export interface SdlLine {
  /** From 1. */
  readonly line: number;
  /** As the file spells it: a column, several with commas, or a constant in quotes. */
  readonly from: string;
  /** Fields that the line names; what the outcome says is about the first of them that has it. */
  readonly fields: readonly string[];
  readonly outcome: SdlOutcome;
  /** The column or field that the outcome is about. */
  readonly name?: string;
}

export interface SdlReport {
  /** `extract`: the file maps fields to columns, as Data Loader writes it for exports, and was read the other way. */
  readonly direction: 'load' | 'extract';
  readonly lines: readonly SdlLine[];
  /** Columns of the file that no line names. They are not sent. */
  readonly unnamedColumns: readonly string[];
}

export interface SdlReading {
  readonly mapping: Mapping;
  readonly report: SdlReport;
}

/**
 * `text` is decoded from ISO-8859-1. Without `fields`, any name counts as that of a text field. Data Loader compares
 * names without regard to case; the mapping has the spelling of the file and the org.
 */
export function readSdl(text: string, columns: readonly string[], fields?: readonly SdlField[]): SdlReading {
  const properties = readProperties(text);
  const known = new Map(columns.map((column) => [caseless(column), column]));
  const direction = directionOf(properties, known);
  const entries = direction === 'load' ? properties : properties.map(reversed);
  const last = new Map(entries.map((entry) => [caseless(entry.key), entry]));
  const reader = new LineReader(known, fields);
  const lines = entries.map((entry) => ({
    ...(last.get(caseless(entry.key)) === entry
      ? reader.read(entry)
      : { fields: listed(entry.value), outcome: 'replaced' as const }),
    line: entry.line,
    from: entry.key,
  }));
  const named = new Set(entries.flatMap(({ key }) => [caseless(key), ...listed(key).map(caseless)]));
  return {
    mapping: reader.mapping(),
    report: { direction, lines, unnamedColumns: columns.filter((column) => !named.has(caseless(column))) },
  };
}

const caseless = (name: string): string => name.trim().toLowerCase();
const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const reversed = ({ key, value, line }: Property): Property => ({ key: value, value: key, line });

/** Of an extract when only its values are columns of the file. */
function directionOf(properties: readonly Property[], columns: ReadonlyMap<string, string>): SdlReport['direction'] {
  const count = (text: (property: Property) => string): number =>
    properties.filter((property) => columns.has(caseless(text(property)))).length;
  return count(({ key }) => key) === 0 && count(({ value }) => value) > 0 ? 'extract' : 'load';
}

type Outcome = Omit<SdlLine, 'line' | 'from'>;

/** Lines become fields in their order: a field that an earlier line has is not mapped again. */
class LineReader {
  readonly #columns: ReadonlyMap<string, string>;
  readonly #known: readonly SdlField[] | undefined;
  readonly #fields = new Map<string, FieldMapping>();
  readonly #leaveOut: string[] = [];

  constructor(columns: ReadonlyMap<string, string>, known: readonly SdlField[] | undefined) {
    this.#columns = columns;
    this.#known = known;
  }

  mapping(): Mapping {
    const sent = new Set([...this.#fields.values()].flatMap(({ from }) => from));
    const leaveOut = this.#leaveOut.filter((column) => !sent.has(column));
    return { fields: [...this.#fields.values()], ...(leaveOut.length > 0 && { leaveOut }) };
  }

  read({ key, value }: Property): Outcome {
    const fields = listed(value);
    const constant = /^"(.*)"$/s.exec(key.trim())?.[1];
    const from = constant === undefined ? this.#columnsOf(key) : [];
    if (typeof from === 'string') return { fields, outcome: 'unknownColumn', name: from };
    if (fields.length === 0) {
      this.#leaveOut.push(...from);
      return { fields, outcome: 'leftOut' };
    }
    const targets = fields.map((name) => ({ name, target: sdlField(name, this.#known) }));
    const isText = targets.every(({ target }) => target?.isText !== false);
    const used = from.length > 1 && !isText ? from.slice(0, 1) : from;
    const steps = stepsOf(used, constant);
    let refused: Outcome | undefined;
    for (const { name, target } of targets) {
      const mapped = target && this.#fields.has(caseless(target.field));
      if (target && !mapped) this.#fields.set(caseless(target.field), { field: target.field, from: used, steps });
      else refused ??= { fields, outcome: target ? 'repeatedField' : 'unknownField', name };
    }
    if (refused) return refused;
    if (constant !== undefined) return { fields, outcome: 'constant' };
    const [first = ''] = used;
    return used.length < from.length ? { fields, outcome: 'firstColumn', name: first } : { fields, outcome: 'mapped' };
  }

  /** The name of a column may itself contain a comma. A text is the first name that is no column. */
  #columnsOf(key: string): readonly string[] | string {
    const whole = this.#columns.get(caseless(key));
    if (whole !== undefined) return [whole];
    const names = listed(key);
    const columns = names.flatMap((name) => this.#columns.get(caseless(name)) ?? []);
    return columns.length === names.length
      ? columns
      : (names.find((name) => !this.#columns.has(caseless(name))) ?? key);
  }
}

function stepsOf(from: readonly string[], constant: string | undefined): readonly Step[] {
  if (constant !== undefined) return [{ kind: 'constant', value: constant }];
  return from.length > 1 ? [{ kind: 'concat', separator: ', ' }] : [];
}
