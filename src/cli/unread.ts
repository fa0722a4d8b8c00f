// The reader of stdout has ended (`kinetic query … | head`): no error, only a reason to stop printing.
export class Unread extends Error {
  constructor() {
    super('the reader of stdout has ended');
    this.name = 'AbortError';
  }
}

/** Node wraps the reason of an aborted wait. */
export const isUnread = (error: unknown): boolean =>
  error instanceof Unread || (error instanceof Error && error.cause instanceof Unread);
