// Takes pages of query results off the wire, several at a time, shaped for the file and counted.
import type { TakenPage } from '../bulk/bulk';
import type { ExportFormat } from '../kernel/job';
import { createSpool, type Room } from '../kernel/spool';
import type { Files } from '../ports';
import { onDisk } from './exportFile';
import { shapeOf } from './pageShapes';

export interface Taken extends TakenPage {
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

export interface PageTaker {
  readonly take: (body: AsyncIterable<Uint8Array>, isFirst: boolean) => Promise<Taken>;
  /** Throws away every page that was not dropped yet. */
  readonly close: () => Promise<void>;
}

interface TakerSpec {
  readonly files: Files;
  readonly folder: string;
  readonly format: ExportFormat;
  /** Records that were there before. */
  readonly records: number;
  /** Told how many records have arrived, those of pages under way included. */
  readonly arrived: (records: number) => void;
}

/** More than there can be pages under way, so that no two share a file. */
const places = 8;

/** Memory for pages that wait for those before them; large pages wait in files. */
const roomBytes = 12 * 1024 * 1024;

export function createPageTaker({ files, folder, format, records, arrived }: TakerSpec): PageTaker {
  const shape = shapeOf(format);
  const room: Room = { freeBytes: roomBytes };
  const open = new Set<() => Promise<void>>();
  let begun = 0;
  let all = records;
  return {
    take: async (body, isFirst) => {
      const path = files.join(folder, `page-${begun++ % places}`);
      const spool = createSpool(files, path, room);
      const drop = async (): Promise<void> => {
        open.delete(drop);
        await spool.drop();
      };
      open.add(drop);
      let mine = 0;
      const counted = (more: number): void => {
        mine += more;
        all += more;
        arrived(all);
      };
      try {
        await onDisk(path, async () => {
          for await (const chunk of shape(body, { isFirst, counted })) await spool.write(chunk);
        });
      } catch (error) {
        all -= mine;
        await drop();
        throw error;
      }
      return { records: mine, chunks: spool.read, drop };
    },
    close: async () => {
      for (const drop of open) await drop();
    },
  };
}
