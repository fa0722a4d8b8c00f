// A page with one table that has nothing to do with jobs: the lines of an invented log, read over the channel.
import * as z from 'zod/mini';
import { createHostSide, createPageSide, type Port } from '../../../src/shared/protocol/channel';
import { type TableColumn, tableProtocol } from '../../../src/shared/protocol/table';
import type { TableArrangement, TableCell } from '../grid/table';
import { TableView } from '../grid/tableView';
import '../page.css';
import { createGate } from './gate';
import './theme';

const levels = ['ERROR', 'WARN', 'INFO'] as const;
const lines = tableProtocol(z.object({ level: z.exactOptional(z.enum(levels)) }));
const toPage = z.object({ type: z.literal('changed') });
const protocol = { toPage, toHost: z.object({ type: z.literal('ready') }), requests: { readRows: lines.readRows } };

const columns: TableColumn[] = [
  { id: 'at', label: 'Milliseconds', kind: 'number', sortable: true },
  { id: 'level', label: 'Level', kind: 'error', sortable: true },
  { id: 'event', label: 'Event', kind: 'text', sortable: false },
];
const line = (i: number): string[] => [String(i * 7), levels[(i * 5) % 3] ?? '', `event ${i} of the log`];

const gate = createGate();
/** What tests read and act through. */
const control = {
  lines: 5000,
  version: 1,
  /** The sentence that refuses the next reads. */
  refuse: undefined as string | undefined,
  level: undefined as (typeof levels)[number] | undefined,
  asked: [] as unknown[],
  aborted: 0,
  opened: [] as TableCell[],
  active: undefined as TableCell | undefined,
  copied: [] as unknown[],
  announced: [] as string[],
  hold: gate.shut,
  release: gate.open,
  /** Draws the table as it is now. */
  draw: (): void => draw(),
};
export type FakeTable = typeof control;

/** Two ends of one channel in one page. */
function createPorts(): readonly [Port, Port] {
  const ends = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()] as const;
  const end = (own: 0 | 1, other: 0 | 1): Port => ({
    post: (message) => void setTimeout(() => ends[other].forEach((receive) => receive(structuredClone(message)))),
    listen: (receive) => {
      ends[own].add(receive);
      return () => ends[own].delete(receive);
    },
  });
  return [end(0, 1), end(1, 0)];
}

const [hostPort, pagePort] = createPorts();
createHostSide(hostPort, protocol, {
  notify: () => undefined,
  answer: {
    readRows: async ({ filter, text, sort, offset, limit, withColumns }, signal) => {
      control.asked.push({ filter, text, sort, offset, limit, withColumns });
      signal.addEventListener('abort', () => control.aborted++);
      await gate.passed();
      if (control.refuse !== undefined) throw new Error(control.refuse);
      const found = Array.from({ length: control.lines }, (_, i) => line(i)).filter(
        ([, level, event]) =>
          (filter.level === undefined || level === filter.level) && (text === undefined || event?.includes(text)),
      );
      const at = columns.findIndex(({ id }) => id === sort?.column);
      if (sort) found.sort((a, b) => (a[at] ?? '').localeCompare(b[at] ?? '', 'en', { numeric: true }));
      if (sort?.descending) found.reverse();
      const rows = found.slice(offset, offset + limit);
      return { version: control.version, total: found.length, rows, ...(withColumns && { columns }) };
    },
  },
  explain: (error) => (error instanceof Error ? error.message : String(error)),
  report: (error) => console.error(error),
});
const page = createPageSide(pagePort, protocol, {
  notify: () => undefined,
  report: (error) => console.error(error),
});

const initial: TableArrangement = { text: '', widths: {}, row: 0, left: 0 };
const view = new TableView();
view.arrangement = initial;
view.handlers = {
  arrange: (change) => (view.arrangement = { ...view.arrangement, ...change }),
  clearFilter: () => {
    control.level = undefined;
    draw();
  },
  announce: (sentence) => control.announced.push(sentence),
  open: (cell) => control.opened.push(cell),
  activate: (cell) => (control.active = cell),
  copyText: (text) => control.copied.push(text),
  copyAll: (search) => control.copied.push(search),
};

function draw(): void {
  const { level, version } = control;
  view.table = {
    key: JSON.stringify(level),
    label: 'Lines of the log',
    rows: control.lines,
    version,
    isFiltered: level !== undefined,
    read: (read, signal) => page.request('readRows', { filter: level ? { level } : {}, ...read }, signal),
  };
}

Object.assign(globalThis, { fakeTable: control });
draw();
document.body.append(view);
document.body.style.display = 'flex';
