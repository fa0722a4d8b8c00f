// The planned rows of a load, in the person's file or in its rewritten copy: as bodies to send and as records to match.
import type { SentPart } from '../results/results';
import { SalesforceError } from '../errors/salesforceError';
import { csvLine } from '../csv/csvLine';
import { readNumbers } from '../kernel/numberFile';
import type { LoadSpec, PartPlan } from '../model/load';
import type { Files, StreamBody } from '../ports';
import { readAll } from './csvFile';
import { copyPath, linesPath, type LoadPlace, type LoadPlan } from './place';

export interface PlannedSource {
  /** The header record with its line ending. */
  readonly header: Uint8Array;
  readonly body: (part: PartPlan) => StreamBody;
  readonly sent: (part: PartPlan) => Promise<SentPart>;
}

/**
 * A file that changed since it was planned is never sent, not even when it changes during the upload: `body` throws
 * `input.changed`. Results of what was sent before can still be written, though their rows have no lines then.
 */
export async function openPlanned(spec: LoadSpec, plan: LoadPlan, place: LoadPlace): Promise<PlannedSource> {
  const { files } = place;
  const path = plan.rewritten ? copyPath(place) : spec.file;
  const isUsable = async (): Promise<boolean> => plan.rewritten || (await isUnchanged(spec.file, plan, files));
  const header = (await isUsable())
    ? await readAll(files.read(path, { start: plan.dialect.bomBytes, end: plan.parts[0]?.start ?? 0 }))
    : new TextEncoder().encode(csvLine(plan.columns, plan.dialect));
  const linesOf = (await files.facts(linesPath(place))) && lineReader(plan, place);
  const check = async (): Promise<void> => {
    if (!(await isUsable())) throw new SalesforceError('input.changed', { file: spec.file });
  };
  return {
    header,
    body: ({ start, end }) => ({
      reopenable: true,
      sizeBytes: header.length + end - start,
      open: async function* () {
        await check();
        yield header;
        yield* checkedBeforeLast(files.read(path, { start, end }), check);
      },
    }),
    sent: async (part) => ({
      plan: part,
      dialect: plan.dialect,
      open: (await isUsable()) ? () => files.read(path, { start: part.start, end: part.end, lent: true }) : nothing,
      ...(linesOf && { sourceLines: await linesOf(part) }),
    }),
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

function lineReader({ parts }: LoadPlan, place: LoadPlace): (part: PartPlan) => Promise<Uint32Array> {
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
