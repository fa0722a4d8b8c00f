// Reports errors that no command catches. Secrets are removed, which Node's own report would print.
import { inspect } from 'node:util';
import { redact } from '../core/core';

/** Exit code 2, as for everything that could not run. */
export function reportCrashes(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${redact(inspect(error))}\n`);
    process.exit(2);
  });
}
