// The remote jobs that one load makes for its parts: each is known from the moment its making is answered, long before it
// is written down.

export interface OwnJobs {
  /** Makes a remote job, which is then known. */
  readonly create: <T extends { readonly remoteId: string }>(create: () => Promise<T>) => Promise<T>;
  /**
   * Those of the jobs that the load does not know. What Salesforce lists may be a sister whose making is not answered yet,
   * so the answers of all makings under way are waited for.
   */
  readonly notOwn: (remoteIds: readonly string[]) => Promise<readonly string[]>;
}

/** `known` are the jobs of earlier runs. */
export function createOwnJobs(known: readonly string[]): OwnJobs {
  const ids = new Set(known);
  const underWay = new Set<Promise<unknown>>();
  return {
    create: async (create) => {
      const answer = create();
      const answered = answer.then(
        ({ remoteId }) => ids.add(remoteId),
        () => undefined,
      );
      underWay.add(answered);
      try {
        return await answer;
      } finally {
        underWay.delete(answered);
      }
    },
    notOwn: async (remoteIds) => {
      await Promise.all(underWay);
      return remoteIds.filter((id) => !ids.has(id));
    },
  };
}
