// Plans a load: reads the file through once, decides which API takes its rows, and rewrites them where they cannot be
// sent as they are. Nothing is sent before the plan is made.
import { planParts, type CsvPlan, type PartLimits } from '../bulk/bulk';
import { detectDialect } from '../csv/csvDetect';
import { normalizeCsv, toUtf8, type CsvSource } from '../csv/csvNormalize';
import { SalesforceError } from '../errors/salesforceError';
import { toNumberBytes } from '../kernel/numberFile';
import type { Task } from '../kernel/task';
import { tee } from '../kernel/writeFile';
import type { CsvDialect, LoadSpec } from '../model/load';
import type { Route } from '../model/route';
import type { Sha256 } from '../ports';
import { addedLineOf } from '../results/layout';
import { csvFacts, readHead } from './csvFile';
import { copyPath, linesPath, type LoadPlace, type LoadPlan } from './place';
import { prepareRows, type PreparedRows } from './prepareRows';
import { rewriteRows, type RewrittenRows } from './rewriteRows';
import { chooseRoute, maxRowsPerCall } from './route';
import { checkColumns } from './sentColumns';

/** Reads the file once, and again when it has to be rewritten. Throws the `input.*` errors. */
export async function planLoad(
  spec: LoadSpec,
  place: LoadPlace & { readonly sha256: () => Sha256 },
  task: Task,
): Promise<LoadPlan> {
  const read = await readSource(spec, place, task);
  const route = routeRows(spec, read.csv.records);
  return rewriteSource(spec, { ...read, route }, place, task);
}

interface ReadSource {
  readonly csv: CsvPlan;
  readonly facts: Pick<LoadPlan, 'sizeBytes' | 'modifiedMs' | 'sha256'>;
  /** The file once more. */
  readonly open: () => CsvSource;
  readonly limits: PartLimits;
}

/** Checks every byte of the file, counts its rows and cuts them into parts. */
async function readSource(
  spec: LoadSpec,
  { files, sha256 }: LoadPlace & { readonly sha256: () => Sha256 },
  task: Task,
): Promise<ReadSource> {
  const { file } = spec;
  const { sizeBytes, modifiedMs } = await csvFacts(file, files);
  const dialect = detectDialect(await readHead(file, files), file, spec.dialect);
  const open = (): CsvSource => ({ file, dialect, chunks: files.read(file, { start: 0, lent: true }) });
  const limits = evenLimits(spec, sizeBytes);
  const hash = sha256();
  const source = open();
  const csv = await planParts({ ...source, chunks: hashed(source.chunks, hash) }, limits, task);
  checkColumns(csv.columns, spec);
  return { csv, facts: { sizeBytes, modifiedMs, sha256: hash.hex() }, open, limits };
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Sha256): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.add(chunk);
    yield chunk;
  }
}

/** The journal holds the outcome of each row of such a load and is read whole; a day's API calls are used up sooner. */
const maxCallRows = 1_000_000;

/** Throws `input.tooManyRows` when calls were chosen for more rows than they can take. */
function routeRows(spec: LoadSpec, rows: number): Route {
  const route = chooseRoute(rows, spec);
  if (route.api !== 'bulk' && rows > maxCallRows)
    throw new SalesforceError('input.tooManyRows', { file: spec.file, rows, limit: maxCallRows });
  return route;
}

/** Rows that go in calls are always copied: they must be there for the result files whatever becomes of the file. */
async function rewriteSource(
  spec: LoadSpec,
  { csv, facts, open, limits, route }: ReadSource & { readonly route: Route },
  place: LoadPlace,
  task: Task,
): Promise<LoadPlan> {
  const isBulk = route.api === 'bulk';
  const prepared = prepareRows(csv.columns, spec);
  // A run that was killed before its plan was in the journal may have left one, made from another version of the file.
  if (!prepared) await place.files.remove(linesPath(place));
  if (isBulk && !prepared && !csv.needsRewrite)
    return { ...facts, ...planOf(csv), rewritten: false, ...linesOfRetry(spec), route };
  const dialect: CsvDialect = { ...csv.dialect, encoding: 'utf-8', bomBytes: 0 };
  const lines = { added: 0 };
  const rows = prepared
    ? withLines(rewriteRows(toUtf8(open()), prepared, dialect), lines, place)
    : normalizeCsv(open(), dialect.lineEnding);
  const chunks = tee(rows, copyPath(place), place.files);
  const copy = await planParts({ file: spec.file, dialect, chunks }, isBulk ? limits : callLimits(spec), task);
  return {
    ...facts,
    ...planOf(copy),
    rewritten: true,
    ...linesOfRetry(spec, prepared, lines.added),
    route: route.api === 'collections' ? { ...route, calls: copy.parts.length } : route,
  };
}

/** Passes the rows on and writes down their lines. */
async function* withLines(
  rows: AsyncIterable<RewrittenRows>,
  count: { added: number },
  place: LoadPlace,
): AsyncGenerator<Uint8Array> {
  const writer = await place.files.write(linesPath(place));
  try {
    for await (const { bytes, lines } of rows) {
      await writer.write(toNumberBytes(lines));
      for (const line of lines) if (addedLineOf(line) > 0) count.added++;
      yield bytes;
    }
    await writer.close();
  } finally {
    await writer.discard();
  }
}

function linesOfRetry(
  { retryOf }: LoadSpec,
  prepared?: PreparedRows,
  addedRows = 0,
): Pick<LoadPlan, 'keepsLines' | 'addedRows'> {
  if (!retryOf) return {};
  return prepared && prepared.lineColumn >= 0 ? { keepsLines: true, addedRows } : { keepsLines: false };
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

/** A part is one call. */
const callLimits = ({ partBytes = maxCallBytes, partRecords = maxRowsPerCall }: LoadSpec): PartLimits => ({
  partBytes: Math.min(partBytes, maxCallBytes),
  partRecords: Math.min(partRecords, maxRowsPerCall),
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
