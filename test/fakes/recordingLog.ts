// A log that keeps its lines.
import { redact, type Logger } from '../../src/core/ports';

export interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: unknown;
}

export interface RecordingLog extends Logger {
  readonly lines: readonly LogLine[];
}

export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const at =
    (level: keyof Logger): Logger['info'] =>
    (message, fields) =>
      void lines.push({ level, message: redact(message), fields: redact(fields) });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
