// What Salesforce is told about saving the rows of a load, beside their values.

/** Missing options are Salesforce's own defaults. Not every API takes every option: the route says which. */
export interface SaveOptions {
  /** Leads and cases: ID of the assignment rule, or `active` for the active one of the object. */
  readonly assignmentRule?: string;
  /** `allow` saves rows that a duplicate rule reports, where the rule permits that. */
  readonly duplicates?: 'allow';
  /** Duplicate rules look at the records that the user can see. */
  readonly duplicatesAsCurrentUser?: boolean;
  /** One failed row of a call undoes the other rows of the call. */
  readonly allOrNone?: boolean;
  /** An upsert creates no record: a row without one fails. */
  readonly updateOnly?: boolean;
  /** Maximum number of records of a call, 1 to 200, for orgs whose triggers need small ones. */
  readonly recordsPerCall?: number;
  /** One call after the other, in the order of the file. */
  readonly serial?: boolean;
}

export type SaveOption = keyof SaveOptions;
