// The only writer of the command line. Text of files, servers and people passes as symbols, so it never steers a
// terminal.
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { OutputClosed, OutputFailed } from './closedOutput';
import type { Prompt } from './consent';
import type { Console } from './session';
import { firstOf, hasColors, rendered, type ColorEnvironment, type Line } from './style';
import { withSymbols } from './symbols';
import { aligned, tabbed } from './table';

/** What Node's streams of a process have. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export type Terminal = Omit<Console, 'onInterrupt'>;

const defaultColumns = 80;
/** To the start of the line, then erase it. */
const clearLine = '\r\u001b[2K';

/** A question ends without an answer when `detach` aborts. The environment decides about colors. */
export function createTerminal(streams: Streams, detach: AbortSignal, environment: ColorEnvironment = {}): Terminal {
  const { stdin, stdout, stderr } = streams;
  // A load continues when the reader of its output ends (`kinetic load … | head`).
  stderr.on('error', () => undefined);
  const closed = new AbortController();
  stdout.on('error', (error: NodeJS.ErrnoException) =>
    closed.abort(error.code === 'EPIPE' ? new OutputClosed() : new OutputFailed(error.message)),
  );
  const outColor = hasColors(stdout.isTTY ?? false, environment);
  const errColor = hasColors(stderr.isTTY ?? false, environment);
  const openLine = createOpenLine(stderr, errColor);
  let hasOutput = false;
  const write = async (data: string | Uint8Array): Promise<void> => {
    openLine.end();
    closed.signal.throwIfAborted();
    hasOutput = true;
    if (stdout.write(data)) return;
    try {
      await once(stdout, 'drain', { signal: closed.signal });
    } catch (error) {
      closed.signal.throwIfAborted();
      throw error;
    }
  };
  const data = (record: string): Promise<void> => write(`${stdout.isTTY ? withSymbols(record) : record}\n`);
  const out = (lines: readonly Line[]): Promise<void> => write(toText(lines, outColor));
  return {
    out,
    data,
    bytes: async (file) => {
      if (stdout.isTTY) for await (const line of createInterface({ input: Readable.from(file) })) await data(line);
      else for await (const chunk of file) await write(chunk);
    },
    // Tabs between cells are not text of a cell, so they stay tabs.
    table: (table) =>
      stdout.isTTY
        ? out(aligned(table, columnsOf(stdout)))
        : write(
            tabbed(table)
              .map((line) => `${line}\n`)
              .join(''),
          ),
    flush: async () => {
      await new Promise<void>((resolve) => void stdout.write('', () => resolve()));
      closed.signal.throwIfAborted();
    },
    stdin,
    hasOutput: () => hasOutput,
    err: (lines) => {
      openLine.end();
      stderr.write(toText(lines, errColor));
    },
    ...(stdout.isTTY && { screen: { columns: () => columnsOf(stdout) } }),
    ...(stderr.isTTY && { live: { columns: () => columnsOf(stderr), redraw: openLine.redraw } }),
    ...(stdin.isTTY && stderr.isTTY && { prompt: createPrompt(streams, openLine, { detach, hasColor: errColor }) }),
  };
}

const toText = (lines: readonly Line[], hasColor: boolean): string =>
  lines.map((line) => `${rendered(line, hasColor)}\n`).join('');

/** The last line of stderr while the cursor is in it. */
interface OpenLine {
  readonly redraw: (line: Line) => void;
  readonly append: (text: string) => void;
  /** What is written next begins on a new line. */
  readonly end: () => void;
  /** The person has pressed Enter in it. */
  readonly entered: () => void;
}

function createOpenLine(stderr: OutputStream, hasColor: boolean): OpenLine {
  let isOpen = false;
  const append = (text: string): void => {
    isOpen = true;
    stderr.write(text);
  };
  return {
    append,
    redraw: (line) => append(`${clearLine}${rendered(firstOf(line, columnsOf(stderr) - 1), hasColor)}`),
    end: () => {
      if (isOpen) stderr.write('\n');
      isOpen = false;
    },
    entered: () => (isOpen = false),
  };
}

/** A terminal whose size was never set has 0 columns. */
const columnsOf = ({ columns = 0 }: OutputStream): number => (columns > 0 ? columns : defaultColumns);

/** Asks on stderr, because stdout is only for results. */
function createPrompt(
  { stdin, stderr }: Streams,
  line: OpenLine,
  { detach, hasColor }: { readonly detach: AbortSignal; readonly hasColor: boolean },
): Prompt {
  return {
    columns: () => columnsOf(stderr),
    ask: async (question, signal) => {
      line.end();
      stderr.write(toText(question.slice(0, -1), hasColor));
      line.append(`${rendered(question.at(-1) ?? '', hasColor)} `);
      const answer = await answerFrom(stdin, AbortSignal.any([signal, detach]));
      if (answer !== undefined) line.entered();
      return answer ?? '';
    },
  };
}

/** Undefined when stdin ends before a line: Ctrl+D. Node's question alone would then wait forever. */
async function answerFrom(stdin: Readable, signal: AbortSignal): Promise<string | undefined> {
  if (stdin.readableEnded) return undefined;
  const answers = createInterface({ input: stdin, terminal: false });
  const ended = new Promise<undefined>((resolve) => answers.once('close', () => resolve(undefined)));
  try {
    return await Promise.race([answers.question('', { signal }), ended]);
  } finally {
    answers.close();
  }
}
