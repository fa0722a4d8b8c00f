// A log of JSON lines without secrets.
import { redact, type Logger } from '../core/ports';

export type LogLevel = keyof Logger;

/** One JSON line for each entry of `minLevel` and above; `write` gets it without its line break. */
export function createLineLog(minLevel: LogLevel, write: (line: string) => unknown): Logger {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
  const at =
    (level: LogLevel): Logger['info'] =>
    (message, fields) => {
      if (levels.indexOf(level) < levels.indexOf(minLevel)) return;
      const entry = { at: new Date().toISOString(), level, message, ...fields };
      write(JSON.stringify(redact(entry)));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
