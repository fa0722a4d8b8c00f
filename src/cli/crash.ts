// Reports errors that no command catches. Secrets are removed, which Node's own report would print.
import { inspect } from 'node:util';
import { redact } from '../core/core';
import { reportFailure, toFailure } from './failure';
import type { Console } from './session';

/** Exit code 2, as for everything that could not run. */
export function reportCrashes(console: Console, json: boolean): void {
  process.on('uncaughtException', (error) => {
    console.err(redact(inspect(error)).split('\n'));
    void reportFailure(toFailure(error), json, { ...console, err: () => undefined });
    process.exit(2);
  });
}
