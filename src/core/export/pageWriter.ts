// Writes pages of query results to the file of an export. Several pages arrive at once: the next one in order is
// written to the file, later ones wait in memory, and large ones in temporary files.
import type { PageDownload, ReceivedPage } from '../bulk/bulk';
import { createWakeup } from '../kernel/wakeup';
import type { ExportFormat } from '../model/export';
import { createSpool, type Room, type Spool } from '../kernel/spool';
import type { Clock, Files } from '../ports';
import type { ExportFile } from './draftFile';
import type { PageColumns } from './pageColumns';
import { pageFormatOf } from './pageFormat';
import { withPlainNumbers, type NumberColumns } from './plainNumbers';

export interface WritablePage extends ReceivedPage {
  /** Call it in the order of the pages. Resolves with the length of the file once the page is on the disk. */
  readonly save: () => Promise<number>;
}

export interface PageWriter {
  readonly receive: (body: AsyncIterable<Uint8Array>, download: PageDownload) => Promise<WritablePage>;
  /** Discards the pages that wait. */
  readonly close: () => Promise<void>;
}

interface PageWriterSpec {
  readonly files: Files;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Open. */
  readonly file: ExportFile;
  readonly folder: string;
  readonly format: ExportFormat;
  readonly columns: PageColumns;
  /** Records that are in the file already. */
  readonly records: number;
  /** Without it, numbers stay as Salesforce writes them. */
  readonly numberColumns?: NumberColumns | undefined;
  /** Called with the number of records that have arrived, those of pages under way included. */
  readonly onRecords: (records: number) => void;
}

/** More than pages can be under way at once, so that no two share a temporary file. */
const temporaryFiles = 8;

/** Memory for pages that wait for those before them. */
const roomBytes = 12 * 1024 * 1024;

/** Fast pages free memory sooner than a temporary file could be written; with slow ones the wait costs nothing. */
const longestWaitMs = 250;

export function createPageWriter(spec: PageWriterSpec): PageWriter {
  const { files, folder, numberColumns, onRecords } = spec;
  const format = pageFormatOf(spec.format);
  const room: Room = { freeBytes: roomBytes };
  const queue = createFileQueue(spec);
  let arrived = spec.records;
  const receive: PageWriter['receive'] = async (body, { isFirst, turn, isLast, signal }) => {
    const path = files.join(folder, `page-${turn % temporaryFiles}`);
    const own: Page = { turn, spool: createSpool(files, path, room) };
    let records = 0;
    let columns: readonly string[] | undefined;
    const onHeader = (found: readonly string[]): void => void (columns = found);
    const count = (more: number): void => {
      records += more;
      arrived += more;
      onRecords(arrived);
    };
    const drop = async (): Promise<void> => {
      arrived -= records;
      await queue.drop(own);
    };
    try {
      const page = numberColumns ? withPlainNumbers(body, numberColumns) : body;
      const options = { isFirst, acceptsOpenEnd: isLast, onHeader, onRecords: count };
      for await (const chunk of format(page, options)) await queue.put(chunk, own);
      await spec.columns.check({ turn, columns, signal });
    } catch (error) {
      await drop();
      throw error;
    }
    return { records, drop, save: () => queue.save(own) };
  };
  return { receive, close: queue.close };
}

interface Page {
  readonly turn: number;
  readonly spool: Spool;
}

interface FileQueue {
  readonly put: (chunk: Uint8Array, page: Page) => Promise<void>;
  readonly save: (page: Page) => Promise<number>;
  readonly drop: (page: Page) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Writes pages to the file in their order. */
function createFileQueue({ file, clock, signal }: PageWriterSpec): FileQueue {
  const wakeup = createWakeup(clock);
  const waiting = new Set<Spool>();
  /** The page that may write to the file, and where it starts there. */
  let turnNow = 0;
  let start = file.length();
  const forget = async (spool: Spool): Promise<void> => {
    waiting.delete(spool);
    await spool.drop();
    wakeup.wake();
  };
  const writeWaiting = async (spool: Spool): Promise<void> => {
    if (!waiting.has(spool)) return;
    for await (const bytes of spool.read()) await file.write(bytes);
    await forget(spool);
  };
  return {
    put: async (chunk, { turn, spool }) => {
      if (turn !== turnNow && !spool.hasRoomFor(chunk)) await wakeup.wait(longestWaitMs, signal);
      if (turn === turnNow) {
        await writeWaiting(spool);
        return file.write(chunk);
      }
      waiting.add(spool);
      return spool.write(chunk);
    },
    save: async ({ spool }) => {
      await writeWaiting(spool);
      start = file.length();
      const flushed = file.flush();
      turnNow++;
      wakeup.wake();
      return flushed;
    },
    drop: async ({ turn, spool }) => {
      if (turn === turnNow) await file.cut(start);
      await forget(spool);
    },
    close: async () => {
      for (const spool of waiting) await forget(spool);
    },
  };
}
