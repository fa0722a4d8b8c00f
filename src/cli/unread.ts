// Nobody reads what is printed any more (`kinetic query … | head`): no trouble, only a reason to print no more.
export class Unread extends Error {
  constructor() {
    super('nobody reads the result');
    this.name = 'AbortError';
  }
}

/** Node wraps the reason of a wait that was ended. */
export const isUnread = (error: unknown): boolean =>
  error instanceof Unread || (error instanceof Error && error.cause instanceof Unread);
