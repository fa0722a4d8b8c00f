// Remembers the id of each remote job of a load as soon as the create call returns, before the journal has it.

export interface OwnJobs {
  /** Creates a remote job and remembers its id. */
  readonly create: <T extends { readonly remoteId: string }>(create: () => Promise<T>) => Promise<T>;
  /**
   * Those of the jobs that are not the load's own. A job that Salesforce lists may be one whose create call is still
   * under way, so all of these calls are waited for.
   */
  readonly notOwn: (remoteIds: readonly string[]) => Promise<readonly string[]>;
}

/** `earlier`: the jobs of earlier runs. */
export function createOwnJobs(earlier: readonly string[]): OwnJobs {
  const ids = new Set(earlier);
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
