// The two ways in which stdout ends early.
import { SalesforceError } from '../core/core';

/** The reader of stdout has ended (`kinetic query … | head`): no error, only a reason to stop printing. */
export class OutputClosed extends Error {
  constructor() {
    super('the reader of stdout has ended');
    this.name = 'AbortError';
  }
}

/** The file or device that stdout is did not take everything, for example because the disk is full. */
export class OutputFailed extends SalesforceError {
  constructor(reason: string) {
    super('input.cannotWrite', { file: 'stdout', reason });
  }
}

/** Node wraps the reason of an aborted wait. */
export const isOutputClosed = (error: unknown): boolean =>
  error instanceof OutputClosed || (error instanceof Error && error.cause instanceof OutputClosed);
