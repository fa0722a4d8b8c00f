// The ports that VS Code fills: its secret storage and its log channel. Everything else comes from src/node.
import type { LogOutputChannel, SecretStorage } from 'vscode';
import { redact, type Logger, type SecretStore } from '../../core/ports';

/** Writes go one after the other in VS Code, so a value that was set is there for whoever asks next. */
export const toSecretStore = (secrets: SecretStorage): SecretStore => ({
  get: async (key) => secrets.get(key),
  set: async (key, value) => secrets.store(key, value),
  delete: async (key) => secrets.delete(key),
});

export function toLogger(log: LogOutputChannel): Logger {
  const at =
    (level: keyof Logger): Logger['info'] =>
    (message, fields) =>
      log[level](redact(message), ...(fields ? [redact(fields)] : []));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
