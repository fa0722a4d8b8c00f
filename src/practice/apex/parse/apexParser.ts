// Parses Apex in a thread of its own: the parser is slow, and the practice org keeps responding meanwhile.
import { ApexParserFactory } from '@apexdevtools/apex-parser';
import { isMainThread, parentPort } from 'node:worker_threads';
import { anonymousUnit, compilationUnit, triggerUnit } from './declarations';
import { NotSimulated } from './nodes';
import { FirstError } from './syntaxErrors';
import type { Parsed, SourceKind, Unit } from './tree';

export interface ParseRequest {
  readonly id: number;
  readonly kind: SourceKind;
  readonly source: string;
}

export interface ParseResponse {
  readonly id: number;
  readonly parsed: Parsed;
}

export function parseApex(kind: SourceKind, source: string): Parsed {
  const listener = new FirstError();
  const { parser } = ApexParserFactory.createLexerAndParser(source, listener);
  const convert = convertersOf(parser)[kind];
  const toUnit = convert();
  if (listener.problem) return { problem: listener.problem };
  try {
    return { unit: toUnit() };
  } catch (error) {
    if (!(error instanceof NotSimulated)) throw error;
    return { problem: { ...error.at, message: error.message } };
  }
}

type Parser = ReturnType<typeof ApexParserFactory.createParser>;

/** Each parses at once, and returns how to convert the tree. */
const convertersOf = (parser: Parser): Record<SourceKind, () => () => Unit> => ({
  class: () => {
    const tree = parser.compilationUnit();
    return () => compilationUnit(tree);
  },
  trigger: () => {
    const tree = parser.triggerUnit();
    return () => triggerUnit(tree);
  },
  anonymous: () => {
    const tree = parser.anonymousUnit();
    return () => anonymousUnit(tree);
  },
});

if (!isMainThread) {
  parentPort?.on('message', ({ id, kind, source }: ParseRequest) => {
    const response: ParseResponse = { id, parsed: parseApex(kind, source) };
    parentPort?.postMessage(response);
  });
}
