// The ports that VS Code implements: its secret storage and its log channel. All others come from src/node.
import type { SecretStorage } from 'vscode';
import { redact, type Logger, type SecretStore } from '../../core/ports';
import type { Log } from './log';

/** VS Code writes secrets in order, so a read after a write returns the new value. */
export const toSecretStore = (secrets: SecretStorage): SecretStore => ({
  get: async (key) => secrets.get(key),
  set: async (key, value) => secrets.store(key, value),
  delete: async (key) => secrets.delete(key),
});

export function toLogger(log: Log): Logger {
  const at =
    (level: keyof Logger): Logger['info'] =>
    (message, fields) =>
      log[level](redact(message), ...(fields ? [redact(fields)] : []));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
