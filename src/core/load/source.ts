// The bytes of a load: the person's file where it can go as it is, else a copy in the job's folder with the same values.
import { planParts, type CsvPlan, type PartLimits } from '../bulk/bulk';
import type { SentPart } from '../results/results';
import { SalesforceError } from '../errors/salesforceError';
import { detectDialect } from '../csv/csvDetect';
import { writeRow } from '../csv/csvRows';
import { normaliseCsv, type CsvSource } from '../csv/csvNormalise';
import type { CsvDialect, LoadSpec, PartPlan } from '../model/load';
import type { JobState } from '../model/job';
import type { Task } from '../kernel/task';
import { writeFile } from '../kernel/writeFile';
import type { Files, Sha256, StreamBody } from '../ports';
import { csvFacts, readAll, readHead } from './csvFile';
import { clearsBlanks } from './blanks';
import { mapRows, readSourceLines } from './mapRows';
import { checkColumns } from './sentColumns';
import { retriedLines } from './retriedLines';
import { chooseRoute, mostRowsACall } from './route';
import { sentColumns } from './sentColumns';

const defaultLimits: PartLimits = { partBytes: 95_000_000, partRecords: 10_000_000 };

export interface LoadPlace {
  readonly files: Files;
  /** The job's own folder. */
  readonly folder: string;
}

export type LoadPlan = NonNullable<JobState['plan']> & Pick<CsvPlan, 'parts'>;

const copyPath = ({ files, folder }: LoadPlace): string => files.join(folder, 'upload.csv');
const retriedPath = ({ files, folder }: LoadPlace): string => files.join(folder, 'retried.lines');
const linesPath = ({ files, folder }: LoadPlace): string => files.join(folder, 'upload.lines');

/** Reads the whole file once, or twice when it has to be rewritten. Throws the `input.*` errors; nothing has been sent by then. */
export async function planLoad(
  spec: LoadSpec,
  place: LoadPlace & { readonly sha256: () => Sha256 },
  task: Task,
): Promise<LoadPlan> {
  const { files } = place;
  const hash = place.sha256();
  const { sizeBytes, modifiedMs } = await csvFacts(spec.file, files);
  const dialect = detectDialect(await readHead(spec.file, files), spec.file, spec.dialect);
  const limits = evenLimits(spec, sizeBytes);
  const source = (): CsvSource => ({
    file: spec.file,
    dialect,
    chunks: files.read(spec.file, { start: 0, lent: true }),
  });
  const seen = source();
  const plan = await planParts({ ...seen, chunks: hashing(seen.chunks, hash) }, limits, task);
  checkColumns(plan.columns, spec);
  const { retryOf } = spec;
  const edited = { source: source(), dialect: plan.dialect, records: plan.records };
  const keepsLines = retryOf && (await retriedLines(retryOf, edited, retriedPath(place), files));
  const about = { sizeBytes, modifiedMs, sha256: hash.hex(), ...(keepsLines !== undefined && { keepsLines }) };
  const route = chooseRoute(plan.records, spec);
  const isBulk = route.api === 'bulk';
  if (!isBulk && plan.records > mostDirectRows)
    throw new SalesforceError('input.tooManyRows', { file: spec.file, rows: plan.records, limit: mostDirectRows });
  const mapping = sentColumns(plan.columns, spec);
  const clears = clearsBlanks(spec);
  // Where columns or cells are changed, bytes cannot stay bytes.
  const needsRows = mapping !== undefined || clears !== undefined;
  if (!plan.needsRewrite && !needsRows && isBulk) return toLoadPlan(plan, { ...about, rewritten: false, route });
  const clean = normaliseCsv(source(), plan.dialect.lineEnding);
  const copied: CsvDialect = { ...plan.dialect, encoding: 'utf-8', bomBytes: 0 };
  if (needsRows)
    await mapRows(
      { rows: clean, dialect: copied, mapping, clears, to: copyPath(place), linesTo: linesPath(place) },
      files,
    );
  else await writeFile(clean, copyPath(place), files);
  const again = await planParts(
    { file: spec.file, dialect: copied, chunks: files.read(copyPath(place), { start: 0, lent: true }) },
    isBulk ? limits : callLimits(spec),
    task,
  );
  return toLoadPlan(again, { ...about, rewritten: true, route });
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: Sha256): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.add(chunk);
    yield chunk;
  }
}

/** The outcome of each row stands in the journal, which is read whole; a day's calls end sooner. */
const mostDirectRows = 1_000_000;

/** Far below what Salesforce takes in a call, so that long texts do not make one too large. */
const mostCallBytes = 10_000_000;

/** A part is a call's worth. Its rows are copied, so that they are there to be settled whatever becomes of the file. */
const callLimits = ({ partBytes = mostCallBytes, partRecords = mostRowsACall }: LoadSpec): PartLimits => ({
  partBytes: Math.min(partBytes, mostCallBytes),
  partRecords: Math.min(partRecords, mostRowsACall),
});

/** Room for the header and for the record at which each part is cut. */
const leastSlackBytes = 64 * 1024;

/** Parts of about one size end at about one time and need less memory than full ones with a rest. */
export function evenLimits(spec: Pick<LoadSpec, 'partBytes' | 'partRecords'>, sizeBytes: number): PartLimits {
  const { partBytes, partRecords } = { ...defaultLimits, ...spec };
  const share = sizeBytes / Math.ceil(sizeBytes / partBytes);
  const even = Math.ceil(share + Math.max(leastSlackBytes, share / 100));
  return { partRecords, partBytes: Math.min(partBytes, even) };
}

type About = Pick<LoadPlan, 'sizeBytes' | 'modifiedMs' | 'rewritten' | 'keepsLines' | 'sha256' | 'route'>;

const toLoadPlan = (plan: CsvPlan, about: About): LoadPlan => ({
  ...about,
  records: plan.records,
  dialect: plan.dialect,
  columns: plan.columns,
  parts: plan.parts,
  ...(about.route?.api === 'collections' && { route: { ...about.route, calls: plan.parts.length } }),
});

/** The planned bytes: as bodies to send, and as records to match results with. */
export interface PlannedSource {
  /** The header record with its line ending. */
  readonly header: Uint8Array;
  readonly body: (part: PartPlan) => StreamBody;
  readonly sent: (part: PartPlan) => Promise<SentPart>;
}

/**
 * A file that changed since it was planned is never sent, also when it changes on its way: `body` throws `input.changed`. What was sent before can still be
 * settled, though its rows then have no lines.
 */
export async function openPlanned(spec: LoadSpec, plan: LoadPlan, place: LoadPlace): Promise<PlannedSource> {
  const { files } = place;
  const path = plan.rewritten ? copyPath(place) : spec.file;
  const isUsable = async (): Promise<boolean> => plan.rewritten || (await isUnchanged(spec.file, plan, files));
  const header = (await isUsable())
    ? await readAll(files.read(path, { start: plan.dialect.bomBytes, end: plan.parts[0]?.start ?? 0 }))
    : new TextEncoder().encode(writeRow(plan.columns, plan.dialect));
  const lines = plan.keepsLines ? await firstLines(spec, place) : await existing(linesPath(place), files);
  const records = ({ start, end }: PartPlan, lent: boolean): AsyncIterable<Uint8Array> =>
    files.read(path, { start, end, lent });
  return {
    header,
    body: (part) => ({
      reopenable: true,
      sizeBytes: header.length + part.end - part.start,
      open: async function* () {
        const check = async (): Promise<void> => {
          if (!(await isUsable())) throw new SalesforceError('input.changed', { file: spec.file });
        };
        await check();
        yield header;
        // Without its last piece no upload is whole: until then nothing is lost when the file changes on the way.
        let last: Uint8Array = new Uint8Array();
        for await (const piece of records(part, false)) {
          yield last;
          last = piece;
        }
        await check();
        yield last;
      },
    }),
    sent: async (part) => ({
      plan: part,
      dialect: plan.dialect,
      open: (await isUsable()) ? () => records(part, true) : nothing,
      ...(lines !== undefined && { sourceLines: await readSourceLines(lines, part, plan.parts, files) }),
    }),
  };
}

/** The rows as they were offered, or what retriedLines made of them. */
const firstLines = async ({ retryOf }: LoadSpec, place: LoadPlace): Promise<string | undefined> =>
  (await existing(retriedPath(place), place.files)) ?? retryOf?.linesFile;

const existing = async (path: string, files: Files): Promise<string | undefined> =>
  (await files.facts(path)) ? path : undefined;

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A source that is gone has no records to compare with.
}

async function isUnchanged(file: string, plan: LoadPlan, files: Files): Promise<boolean> {
  const facts = await files.facts(file);
  return facts?.sizeBytes === plan.sizeBytes && facts.modifiedMs === plan.modifiedMs;
}
