// The planned rows of a load, in the person's file or in its rewritten copy: as bodies to send and as records to match.
import type { SentPart } from '../results/results';
import { SalesforceError } from '../errors/salesforceError';
import { contentStart } from '../csv/csvEncoding';
import { csvLine } from '../csv/csvLine';
import { readNumbers } from '../kernel/numberFile';
import type { LoadSpec, PartPlan } from '../model/load';
import type { Files, Sha256, StreamBody } from '../ports';
import { hashed, hashFile, readAll } from './csvFile';
import { copyPath, linesPath, type LoadPlace, type LoadPlan } from './place';

export interface PlannedSource {
  /** The header record with its line ending, without blanks around the names. */
  readonly header: Uint8Array;
  readonly body: (part: PartPlan) => StreamBody;
  readonly sent: (part: PartPlan) => Promise<SentPart>;
  /** The same for rows that go in calls: reading it to the end throws `input.changed` for other bytes than planned. */
  readonly toSend: (part: PartPlan) => Promise<SentPart>;
  /** Reads the whole file again, so that not one byte of a changed file is sent. */
  readonly verify: (signal: AbortSignal) => Promise<void>;
}

export type SourcePlace = LoadPlace & { readonly sha256: () => Sha256 };

/**
 * A file that changed since it was planned is never sent, not even when it changes during the upload: `body` throws
 * `input.changed`. What counts are the bytes, since a file can change without its size or its date. Results of what was
 * sent before can still be written, though their rows have no lines then. No row of a changed file is among the
 * results, nor of one that is not `confirmed`, the hash of the file that a person agreed to: a retry would send it.
 */
export async function openPlanned(
  spec: LoadSpec,
  plan: LoadPlan,
  place: SourcePlace,
  confirmed: string | undefined,
): Promise<PlannedSource> {
  const { files, sha256 } = place;
  const path = plan.rewritten ? copyPath(place) : spec.file;
  let isChanged = false;
  const isUsable = async (): Promise<boolean> =>
    !isChanged && (plan.rewritten || (await isUnchanged(spec.file, plan, files)));
  const written = (await isUsable())
    ? await readAll(files.read(path, { start: contentStart(plan.dialect), end: plan.parts[0]?.start ?? 0 }))
    : undefined;
  const header = written && !plan.trimmed ? written : new TextEncoder().encode(csvLine(plan.columns, plan.dialect));
  const linesOf = (await files.facts(linesPath(place))) ? lineReader(plan, place) : undefined;
  const check = async (): Promise<void> => {
    if (!(await isUsable())) throw new SalesforceError('input.changed', { file: path });
  };
  /** The records of the part, whose end comes only when they are those that were planned. */
  const planned = ({ sha256: expected }: PartPlan, records: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => {
    const hash = sha256();
    // Of a header with trimmed names, the bytes of the file were hashed.
    hash.add(written ?? header);
    return checkedBeforeLast(hashed(records, hash), async () => {
      isChanged ||= hash.hex() !== expected;
      await check();
    });
  };
  const holds = async (part: PartPlan): Promise<boolean> => {
    const isConfirmed = confirmed === undefined || confirmed === plan.sha256;
    if (!isConfirmed || !(await isUsable())) return false;
    const records = files.read(path, { start: part.start, end: part.end, lent: true });
    isChanged ||= (await hashOf(written ?? header, records, sha256())) !== part.sha256;
    return isUsable();
  };
  return {
    header,
    body: (part) => ({
      reopenable: true,
      sizeBytes: header.length + part.end - part.start,
      open: async function* () {
        await check();
        yield header;
        yield* planned(part, files.read(path, { start: part.start, end: part.end }));
      },
    }),
    sent: async (part) => {
      const open = () => files.read(path, { start: part.start, end: part.end, lent: true });
      return toSentPart(part, plan, { open: (await holds(part)) ? open : nothing, linesOf });
    },
    toSend: (part) => {
      const open = () => planned(part, files.read(path, { start: part.start, end: part.end }));
      return toSentPart(part, plan, { open, linesOf });
    },
    verify: async (signal) => {
      if (plan.rewritten || !(await isUsable())) return;
      isChanged = (await hashFile(path, files, sha256(), signal)) !== plan.sha256;
    },
  };
}

/** Without its last piece no upload is whole, so until then nothing is lost when the file has changed. */
async function* checkedBeforeLast(
  pieces: AsyncIterable<Uint8Array>,
  check: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let last: Uint8Array = new Uint8Array();
  for await (const piece of pieces) {
    yield last;
    last = piece;
  }
  await check();
  yield last;
}

async function hashOf(header: Uint8Array, records: AsyncIterable<Uint8Array>, hash: Sha256): Promise<string> {
  hash.add(header);
  for await (const _ of hashed(records, hash));
  return hash.hex();
}

type LinesOf = (part: PartPlan) => Promise<Uint32Array>;

const toSentPart = async (
  part: PartPlan,
  { dialect }: LoadPlan,
  { open, linesOf }: Pick<SentPart, 'open'> & { readonly linesOf: LinesOf | undefined },
): Promise<SentPart> => ({ plan: part, dialect, open, ...(linesOf && { sourceLines: await linesOf(part) }) });

function lineReader({ parts }: LoadPlan, place: LoadPlace): LinesOf {
  const firstRows = new Map<number, number>();
  let rows = 0;
  for (const { index, records } of parts) {
    firstRows.set(index, rows);
    rows += records;
  }
  return ({ index, records }) => {
    const start = firstRows.get(index) ?? 0;
    return readNumbers(linesPath(place), place.files, { start, end: start + records });
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A file that is gone has no records to compare with.
}

async function isUnchanged(file: string, plan: LoadPlan, files: Files): Promise<boolean> {
  const facts = await files.facts(file);
  return facts?.sizeBytes === plan.sizeBytes && facts.modifiedMs === plan.modifiedMs;
}
