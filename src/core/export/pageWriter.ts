// Takes pages of query results off the wire, several at a time, shaped for the file and counted. The page whose turn it is
// goes straight into the file; those behind it wait in memory, and large ones in files of their own.
import type { PageSpot, TakenPage } from '../bulk/bulk';
import { createWakeup } from '../kernel/wakeup';
import type { ExportFormat } from '../model/export';
import { createSpool, type Room, type Spool } from '../kernel/spool';
import type { Clock, Files } from '../ports';
import type { ExportFile } from './partFile';
import { shapeOf } from './pageFormat';

export interface Taken extends TakenPage {
  /** To be called in the order of the pages. Gives the length of the file once the page is on the disk. */
  readonly settle: () => Promise<number>;
}

export interface PageTaker {
  readonly take: (body: AsyncIterable<Uint8Array>, spot: PageSpot) => Promise<Taken>;
  /** Throws away what waits. */
  readonly close: () => Promise<void>;
}

interface TakerSpec {
  readonly files: Files;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Open. */
  readonly file: ExportFile;
  readonly folder: string;
  readonly format: ExportFormat;
  /** Records that were there before. */
  readonly records: number;
  /** Told how many records have arrived, those of pages under way included. */
  readonly arrived: (records: number) => void;
}

/** More than there can be pages under way, so that no two share a file. */
const places = 8;

/** Memory for pages that wait for those before them. */
const roomBytes = 12 * 1024 * 1024;

/** Where pages come fast, room is free again sooner than a file would be written; where they do not, it is no loss. */
const longestWaitMs = 250;

export function createPageTaker(spec: TakerSpec): PageTaker {
  const { files, folder, arrived } = spec;
  const shape = shapeOf(spec.format);
  const room: Room = { freeBytes: roomBytes };
  const lane = createLane(spec);
  let all = spec.records;
  const take = async (body: AsyncIterable<Uint8Array>, { isFirst, turn }: PageSpot): Promise<Taken> => {
    const path = files.join(folder, `page-${turn % places}`);
    const page: Page = { turn, spool: createSpool(files, path, room) };
    let records = 0;
    const counted = (more: number): void => {
      records += more;
      all += more;
      arrived(all);
    };
    const drop = async (): Promise<void> => {
      all -= records;
      await lane.drop(page);
    };
    try {
      for await (const chunk of shape(body, { isFirst, counted })) await lane.put(chunk, page);
    } catch (error) {
      await drop();
      throw error;
    }
    return { records, drop, settle: () => lane.settle(page) };
  };
  return { take, close: lane.close };
}

interface Page {
  readonly turn: number;
  readonly spool: Spool;
}

interface Lane {
  readonly put: (chunk: Uint8Array, page: Page) => Promise<void>;
  readonly settle: (page: Page) => Promise<number>;
  readonly drop: (page: Page) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Pages on their way into the file, one after the other. */
function createLane({ file, clock, signal }: TakerSpec): Lane {
  const bell = createWakeup(clock);
  const waiting = new Set<Spool>();
  let front = 0;
  let start = file.length();
  const forget = async (spool: Spool): Promise<void> => {
    waiting.delete(spool);
    await spool.drop();
    bell.wake();
  };
  const passOn = async (spool: Spool): Promise<void> => {
    if (!waiting.has(spool)) return;
    for await (const bytes of spool.read()) await file.write(bytes);
    await forget(spool);
  };
  return {
    put: async (chunk, { turn, spool }) => {
      if (turn !== front && !spool.hasRoomFor(chunk)) await bell.wait(longestWaitMs, signal);
      if (turn === front) {
        await passOn(spool);
        return file.write(chunk);
      }
      waiting.add(spool);
      return spool.write(chunk);
    },
    settle: async ({ spool }) => {
      await passOn(spool);
      start = file.length();
      const flushed = file.flush();
      front++;
      bell.wake();
      return flushed;
    },
    drop: async ({ turn, spool }) => {
      if (turn === front) await file.cut(start);
      await forget(spool);
    },
    close: async () => {
      for (const spool of waiting) await forget(spool);
    },
  };
}
