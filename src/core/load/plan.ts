// Plans a load: reads the file through once, decides which API takes its rows, and rewrites them where they cannot be
// sent as they are. Nothing is sent before the plan is made.
import { ownDialect, planParts, type CsvPlan, type MixedBreaks, type PartLimits } from '../bulk/bulk';
import { contentStart, headerLine } from '../csv/csvEncoding';
import { normalizeCsv, toUtf8, type CsvSource } from '../csv/csvNormalize';
import { SalesforceError } from '../errors/salesforceError';
import { toNumberBytes } from '../kernel/numberFile';
import type { Task } from '../kernel/task';
import { tee } from '../kernel/writeFile';
import type { LookupAnswers } from '../mapping/mapping';
import type { CsvDialect, FailureGroup, LoadSpec } from '../model/load';
import type { Route } from '../model/route';
import { addedLineOf } from '../results/layout';
import { UnsentRows } from '../results/unsentRows';
import { csvFacts, hashed, readHead } from './csvFile';
import { copyPath, linesPath, unsentFiles, type LoadPlace, type LoadPlan } from './place';
import { checkLineColumn, detectRetryDialect } from './retryFile';
import { keepsNaCells, naCellsOf, needsCallsForNa } from './naCells';
import { answerLookups, type LookupQuestion, type LookupSource } from './lookups';
import { readNamedLines } from './namedLines';
import { prepareRows, type PreparedRows } from './prepareRows';
import { rewriteRows, type RewrittenRows } from './rewriteRows';
import { chooseRoute, rowsPerCall } from './route';
import { checkSaveOptions } from './saveOptions';
import { checkColumns, whyLeftOut } from './sentColumns';
import type { SourcePlace } from './source';
import { withCandidates } from './unknownEncoding';

export interface PlanPlace extends SourcePlace {
  readonly answerLookup: (question: LookupQuestion) => Promise<LookupAnswers>;
}

/** Reads the file once, and again when it has to be rewritten. Throws the `input.*` errors. */
export async function planLoad(spec: LoadSpec, place: PlanPlace, task: Task): Promise<LoadPlan> {
  checkSaveOptions(spec);
  const read = await readSource(spec, place, task);
  const route = routeRows(spec, read.csv);
  const answers = await answerLookups(lookupSource(spec, read), place.answerLookup);
  const plan = await rewriteSource(spec, { ...read, answers, route }, place, task);
  if (!('found' in plan)) return plan;
  const other = await rewriteSource(spec, { ...read, answers, route: routeAround(plan, route, spec) }, place, task);
  if ('found' in other) throw mixedLineEndings(other, route, spec);
  return other;
}

function mixedLineEndings(mixed: MixedBreaks, route: Route, { file }: LoadSpec): SalesforceError {
  const code = hasOnlyBulk(route) ? 'input.mixedLineEndingsInBulk' : 'input.mixedLineEndings';
  return new SalesforceError(code, { file, ...mixed });
}

const naNeedsCalls = (route: Route, { file }: LoadSpec): SalesforceError =>
  new SalesforceError(hasOnlyBulk(route) ? 'input.naAsTextInBulk' : 'input.naAsText', { file });

/** No other API has the operation, so it cannot be advised. */
const hasOnlyBulk = ({ reason: { code } }: Route): boolean => code === 'hardDelete' || code === 'upsertById';

/** Throws `input.mixedLineEndings` or `input.mixedLineEndingsInBulk` when no other API may take the rows. */
function routeAround(mixed: MixedBreaks, { reason: { rows } }: Route, spec: LoadSpec): Route {
  const route = chooseRoute(rows, spec, 'lineBreaks');
  if (route.api === 'bulk') throw mixedLineEndings(mixed, route, spec);
  return route;
}

interface ReadSource {
  readonly csv: CsvPlan;
  readonly facts: Pick<LoadPlan, 'sizeBytes' | 'modifiedMs' | 'sha256' | 'encoding'>;
  /** The file once more. */
  readonly open: () => CsvSource;
  readonly limits: PartLimits;
}

const lookupSource = (spec: LoadSpec, { csv, open }: ReadSource): LookupSource => ({
  spec,
  columns: csv.columns,
  delimiter: csv.dialect.delimiter,
  chunks: () => toUtf8(open()),
});

interface Rewriting extends ReadSource {
  readonly route: Route;
  readonly answers: ReadonlyMap<string, LookupAnswers> | undefined;
}

/** Checks every byte of the file, counts its rows and cuts them into parts. */
async function readSource(spec: LoadSpec, { files, sha256 }: SourcePlace, task: Task): Promise<ReadSource> {
  const { file } = spec;
  const { sizeBytes, modifiedMs } = await csvFacts(file, files);
  const dialect = detectRetryDialect(await readHead(file, files), spec);
  const open = (): CsvSource => ({ file, dialect, chunks: files.read(file, { start: 0, lent: true }) });
  const limits = evenLimits(spec, sizeBytes);
  const source = open();
  // A file that is one part then has one hash, not two that are equal.
  const hashesFile = dialect.encoding === 'utf-8' && contentStart(dialect) === 0 && !spec.mapping;
  const hash = sha256();
  const chunks = hashesFile ? source.chunks : hashed(source.chunks, hash);
  const names = spec.mapping && { names: spec.mapping };
  const csv = await planParts({ ...source, chunks, sha256, hashesFile, ...names }, limits, task).catch(
    async (error: unknown) => {
      throw await withCandidates(error, spec, files);
    },
  );
  checkLineColumn(csv.columns, spec);
  checkColumns(csv.columns, spec);
  checkReplaced(csv, spec);
  return { csv, facts: { sizeBytes, modifiedMs, sha256: csv.sha256 ?? hash.hex() }, open, limits };
}

/** The character U+FFFD shows that a program has destroyed text. */
function checkReplaced({ replaced: { count, line, column }, columns }: CsvPlan, spec: LoadSpec): void {
  if (count === 0 || spec.allowReplacementCharacters) return;
  const name = columns[column - 1] ?? column;
  throw new SalesforceError('input.replacementCharacters', { file: spec.file, line, column: name, count });
}

/** The journal holds the outcome of each row of such a load and is read whole; a day's API calls are used up sooner. */
const maxCallRows = 1_000_000;

/**
 * Throws `input.tooManyRows` when calls were chosen for more rows than they can take, and `input.naAsText` or
 * `input.naAsTextInBulk` when only calls could store the rows.
 */
function routeRows(spec: LoadSpec, csv: CsvPlan): Route {
  const { records: rows } = csv;
  const { file } = spec;
  const needsCalls = needsCallsForNa(csv, spec);
  const route = chooseRoute(rows, spec, needsCalls ? 'naAsText' : undefined);
  if (route.api === 'bulk' && needsCalls) throw naNeedsCalls(route, spec);
  if (route.api !== 'bulk' && rows > maxCallRows)
    throw new SalesforceError('input.tooManyRows', { file, rows, limit: maxCallRows });
  return route;
}

/**
 * Rows that go in calls are always copied: they must be there for the result files whatever becomes of the file.
 * Returns the line breaks because of which the Bulk API cannot take them.
 */
async function rewriteSource(
  spec: LoadSpec,
  { csv, facts, open, limits, route, answers }: Rewriting,
  place: PlanPlace,
  task: Task,
): Promise<LoadPlan | MixedBreaks> {
  const isBulk = route.api === 'bulk';
  const { columns } = csv;
  const namedLines = await readNamedLines(columns, spec, place.files);
  const prepared = await prepareRows(columns, spec, { namedLines, ...(answers && { answers }) });
  // A run that was killed before its plan was in the journal may have left one, made from another version of the file.
  if (!prepared) await place.files.remove(linesPath(place));
  if (isBulk && !prepared && csv.mixedBreaks) return csv.mixedBreaks;
  const fileNotes = fileNotesOf(csv, spec, open().dialect, prepared);
  if (isBulk && !prepared && !csv.needsRewrite)
    return { ...facts, ...fileNotes, ...planOf(csv), rewritten: false, ...linesOfRetry(spec), route };
  const dialect = ownDialect(csv.dialect);
  const firstLine = headerLine(open().dialect);
  const { sha256, files } = place;
  const unsent = new UnsentRows(unsentFiles(place), files, dialect);
  const kept: KeptBeside = { addedRows: 0, groups: [], unsent };
  const hash = sha256();
  const file = open();
  const source = { ...file, chunks: hashed(file.chunks, hash) };
  const rows = prepared
    ? withLines(rewriteRows(toUtf8(source), prepared, dialect, { firstLine, unsent }), kept, place)
    : normalizeCsv(source, dialect.lineEnding);
  const chunks = tee(rows, copyPath(place), files);
  const copy = await planParts(
    { file: spec.file, dialect, chunks, firstLine, sha256, mayHaveNoRows: true },
    isBulk ? limits : callLimits(spec),
    task,
  );
  // The copy must be made of the bytes that were checked, counted and, in some orgs, confirmed.
  if (hash.hex() !== facts.sha256) throw new SalesforceError('input.changedWhileRead', { file: spec.file });
  if (isBulk && copy.mixedBreaks) return copy.mixedBreaks;
  // Steps may have made this value of others.
  if (isBulk && keepsNaCells(spec) && copy.naCells.size > 0) throw naNeedsCalls(route, spec);
  return {
    ...facts,
    ...fileNotes,
    ...withUnsent(planOf(copy), copy.header.length, kept),
    rewritten: true,
    ...linesOfRetry(spec, prepared, kept.addedRows),
    route: route.api === 'rest' || route.api === 'bulk' ? route : { ...route, calls: copy.parts.length },
  };
}

/** What programs say about the file, because it changes what arrives or could be wrong. */
function fileNotesOf(
  csv: CsvPlan,
  spec: LoadSpec,
  { encoding }: CsvDialect,
  prepared: PreparedRows | undefined,
): Pick<LoadPlan, 'encoding' | 'trimmed' | 'leftOut' | 'naCells'> {
  const { columns, trimmed } = csv;
  const naCells = naCellsOf(csv, spec);
  const sent = new Set(prepared?.columns.flatMap(({ sources }) => sources));
  const notSent = prepared ? columns.filter((_, at) => !sent.has(at)) : [];
  const leftOut = notSent.map((column) => ({ column, reason: whyLeftOut(column, spec) }));
  return {
    encoding,
    ...(trimmed.length > 0 && { trimmed }),
    ...(leftOut.length > 0 && { leftOut }),
    ...(naCells && { naCells }),
  };
}

/** What is written beside the copy. */
interface KeptBeside {
  addedRows: number;
  readonly unsent: UnsentRows;
  /** Why rows are not sent. */
  groups: readonly FailureGroup[];
}

/** Passes the rows on, writes down their lines, and completes the files of those that are not sent. */
async function* withLines(
  rows: AsyncIterable<RewrittenRows>,
  kept: KeptBeside,
  place: LoadPlace,
): AsyncGenerator<Uint8Array> {
  const writer = await place.files.write(linesPath(place));
  try {
    for await (const { bytes, lines } of rows) {
      await writer.write(toNumberBytes(lines));
      for (const line of lines) if (addedLineOf(line) > 0) kept.addedRows++;
      yield bytes;
    }
    await writer.close();
    kept.groups = await kept.unsent.close();
  } finally {
    await writer.discard();
    await kept.unsent.discard();
  }
}

/** The rows that are not sent are the last part, which has no bytes. */
function withUnsent<P extends Pick<CsvPlan, 'records' | 'parts'>>(
  plan: P,
  headerBytes: number,
  { unsent: { count: records, firstLine }, groups }: KeptBeside,
): P {
  if (records === 0) return plan;
  const { parts } = plan;
  const at = parts.at(-1)?.end ?? headerBytes;
  const part = { index: parts.length, start: at, end: at, records, firstLine, sha256: '', unsent: groups };
  return { ...plan, records: plan.records + records, parts: [...parts, part] };
}

function linesOfRetry(
  { retryOf }: LoadSpec,
  prepared?: PreparedRows,
  addedRows = 0,
): Pick<LoadPlan, 'keepsLines' | 'addedRows'> {
  if (!retryOf) return {};
  return prepared?.namedLines ? { keepsLines: true, addedRows } : { keepsLines: false };
}

const planOf = ({
  records,
  dialect,
  columns,
  parts,
}: CsvPlan): Pick<CsvPlan, 'records' | 'dialect' | 'columns' | 'parts'> => ({
  records,
  dialect,
  columns,
  parts,
});

/** Far below what Salesforce takes in a call, so that long texts do not make one too large. */
const maxCallBytes = 10_000_000;

/** A part has the rows of one collections call. */
const callLimits = ({ partBytes = maxCallBytes, partRecords, save }: LoadSpec): PartLimits => ({
  partBytes: Math.min(partBytes, maxCallBytes),
  partRecords: Math.min(partRecords ?? Infinity, rowsPerCall({ ...(save && { save }) })),
});

const defaultLimits: PartLimits = { partBytes: 95_000_000, partRecords: 10_000_000 };

/** Room for the header and for the record at which each part is cut. */
const minSlackBytes = 64 * 1024;

/** Parts of about one size end at about the same time and need less memory than full ones and a small rest. */
export function evenLimits(spec: Pick<LoadSpec, 'partBytes' | 'partRecords'>, sizeBytes: number): PartLimits {
  const { partBytes, partRecords } = { ...defaultLimits, ...spec };
  const share = sizeBytes / Math.ceil(sizeBytes / partBytes);
  const even = Math.ceil(share + Math.max(minSlackBytes, share / 100));
  return { partRecords, partBytes: Math.min(partBytes, even) };
}
