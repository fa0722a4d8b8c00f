// The last runs of each org, a file for each run, so that two windows never write the same one.
import { Uri, workspace } from 'vscode';
import * as z from 'zod/mini';
import type { ShownRun } from './resultText';

const maxRuns = 50;
/** In characters. A file has at most a few hundred kilobytes, the history of an org some megabytes. */
const maxCode = 64_000;
const maxLog = 64_000;

const place = z.object({ line: z.number(), column: z.number() });
const placed = z.extend(place, { message: z.string() });
const frame = z.extend(place, {
  text: z.string(),
  kind: z.enum(['anonymous', 'class', 'trigger']),
  name: z.exactOptional(z.string()),
  method: z.exactOptional(z.string()),
});
const result = z.object({
  compiled: z.boolean(),
  success: z.boolean(),
  problem: z.exactOptional(placed),
  exception: z.exactOptional(z.object({ message: z.string(), stack: z.string(), frames: z.array(frame) })),
  log: z.exactOptional(z.string()),
  noLog: z.exactOptional(z.enum(['noTraceFlag', 'notFound', 'noAccess'])),
});
const keptRun = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  orgLabel: z.string(),
  isProduction: z.boolean(),
  fileName: z.string(),
  /** Of the document with the code, which may be closed or changed since. */
  uri: z.string(),
  start: z.object({ line: z.number(), character: z.number() }),
  /** Missing where the code was too long, or contained what looks like a secret. */
  code: z.exactOptional(z.string()),
  result,
  /** The log is only the start of the whole one. */
  isCut: z.boolean(),
});

export interface KeptRun extends z.output<typeof keptRun> {
  readonly id: string;
}

export interface RunToKeep extends ShownRun {
  readonly code: string;
  readonly uri: string;
}

export interface History {
  /** Secrets are removed from the log; code with one is not kept. */
  readonly add: (orgId: string, run: RunToKeep) => Promise<void>;
  /** The newest first; files that cannot be read are left out. */
  readonly list: (orgId: string) => Promise<readonly KeptRun[]>;
  readonly clear: (orgId: string) => Promise<void>;
}

interface HistoryParts {
  /** A folder of the extension. */
  readonly storage: Uri;
  readonly now: () => number;
  /** Makes the names of two runs of the same millisecond differ. */
  readonly unique: () => string;
}

export function createHistory({ storage, now, unique }: HistoryParts): History {
  const folderOf = (orgId: string): Uri => Uri.joinPath(storage, 'apexHistory', orgId.replace(/[^\w-]/g, ''));
  const namesIn = async (folder: Uri): Promise<readonly string[]> => {
    const entries = await Promise.resolve(workspace.fs.readDirectory(folder)).catch(() => []);
    return entries
      .map(([name]) => name)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse();
  };
  return {
    add: async (orgId, run) => {
      const folder = folderOf(orgId);
      const at = now();
      await workspace.fs.createDirectory(folder);
      const text = JSON.stringify(await toKept(run, at));
      // Names in the order of the time, also after the year 2286.
      const name = `${String(at).padStart(15, '0')}-${unique()}.json`;
      await workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(text));
      for (const old of (await namesIn(folder)).slice(maxRuns))
        // Another window may have removed it.
        await Promise.resolve(workspace.fs.delete(Uri.joinPath(folder, old))).catch(() => undefined);
    },
    list: async (orgId) => {
      const folder = folderOf(orgId);
      const names = (await namesIn(folder)).slice(0, maxRuns);
      return (await Promise.all(names.map((name) => read(Uri.joinPath(folder, name), name)))).flat();
    },
    clear: async (orgId) => {
      const folder = folderOf(orgId);
      for (const name of await namesIn(folder)) await workspace.fs.delete(Uri.joinPath(folder, name));
    },
  };
}

async function read(file: Uri, name: string): Promise<readonly KeptRun[]> {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file)));
    return [{ ...keptRun.parse(json), id: name }];
  } catch {
    return [];
  }
}

async function toKept({ code, result: ran, ...run }: RunToKeep, at: number): Promise<z.input<typeof keptRun>> {
  const { redact } = await import('../../../core/core');
  const { log = '', exception, problem } = ran;
  const isKept = code.length <= maxCode && redact(code) === code;
  return {
    ...run,
    at,
    ...(isKept && { code }),
    isCut: log.length > maxLog,
    result: {
      compiled: ran.compiled,
      success: ran.success,
      ...(ran.noLog && { noLog: ran.noLog }),
      ...(problem && { problem: { ...problem, message: redact(problem.message) } }),
      ...(exception && {
        exception: {
          message: redact(exception.message),
          stack: exception.stack,
          frames: exception.frames.map((one) => ({ ...one })),
        },
      }),
      ...(ran.log !== undefined && { log: redact(log.slice(0, maxLog)) }),
    },
  };
}
