/** Resolves in the next turn of the event loop. Work that waits for it begins after the activation has returned. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
