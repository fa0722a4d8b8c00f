// Says which file of an org could not be written: the message of a full disk alone names none.

export const notWritten = (path: string, error: unknown): Error =>
  new Error(`Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
