// Where in Setup the bulk jobs of an org are.

/** The page of one Bulk API job, or the list of all of them. */
export const bulkJobPage = (remoteId: string | undefined): string =>
  `AsyncApiJobStatus${remoteId === undefined ? '/home' : `/page?address=%2F${remoteId}`}`;
