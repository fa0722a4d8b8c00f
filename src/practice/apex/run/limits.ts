// The limits of one transaction: counted and enforced.
// See https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_gov_limits.htm

export interface Limit {
  /** Its name in the messages and logs of Salesforce. */
  readonly label: string;
  readonly max: number;
  used: number;
}

/** The practice org counts steps, not time, so that the same code always uses the same CPU time. */
export const stepsPerMs = 1000;

export type LimitName =
  | 'queries'
  | 'queryRows'
  | 'searches'
  | 'dmlStatements'
  | 'dmlRows'
  | 'cpuMs'
  | 'heapBytes'
  | 'callouts'
  | 'emails'
  | 'futureCalls'
  | 'queueableJobs'
  | 'aggregateQueries';

export type LimitSet = Record<LimitName, Limit>;

const limit = (label: string, max: number): Limit => ({ label, max, used: 0 });

export const newLimits = (isAsync: boolean): LimitSet => ({
  queries: limit('SOQL queries', isAsync ? 200 : 100),
  queryRows: limit('query rows', 50_000),
  searches: limit('SOSL queries', 20),
  dmlStatements: limit('DML statements', 150),
  dmlRows: limit('DML rows', 10_000),
  cpuMs: limit('CPU time', isAsync ? 60_000 : 10_000),
  heapBytes: limit('heap size', isAsync ? 12_000_000 : 6_000_000),
  callouts: limit('callouts', 100),
  emails: limit('Email Invocations', 10),
  futureCalls: limit('future calls', isAsync ? 0 : 50),
  queueableJobs: limit('queueable jobs added to the queue', isAsync ? 1 : 50),
  aggregateQueries: limit('Aggregate queries', 300),
});

const messages: Partial<Record<LimitName, (max: number, used: number) => string>> = {
  queries: (max, used) => `Too many SOQL queries: ${used > max ? max + 1 : used}`,
  queryRows: (max) => `Too many query rows: ${max + 1}`,
  searches: (max) => `Too many SOSL queries: ${max + 1}`,
  dmlStatements: (max) => `Too many DML statements: ${max + 1}`,
  dmlRows: (max) => `Too many DML rows: ${max + 1}`,
  cpuMs: () => 'Apex CPU time limit exceeded',
  heapBytes: (_, used) => `Apex heap size too large: ${used}`,
  futureCalls: (max) => `Too many future calls: ${max + 1}`,
  queueableJobs: (max) => `Too many queueable jobs added to the queue: ${max + 1}`,
};

export const limitMessage = (name: LimitName, { max, used, label }: Limit): string =>
  messages[name]?.(max, used) ?? `Too many ${label}: ${max + 1}`;
