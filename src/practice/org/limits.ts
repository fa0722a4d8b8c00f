// The limits of the org and how much of each daily one is used.

export interface Allowance {
  max: number;
  used: number;
}

export class Limits {
  readonly apiRequests: Allowance = { max: 100_000, used: 0 };
  readonly bulkBatches: Allowance = { max: 15_000, used: 0 };
  readonly bulkQueryJobs: Allowance = { max: 10_000, used: 0 };
  /** The storage for debug logs. */
  debugLogBytes = 1_000 * 1024 * 1024;

  clear(): void {
    for (const allowance of [this.apiRequests, this.bulkBatches, this.bulkQueryJobs]) allowance.used = 0;
  }

  /** Value of the `Sforce-Limit-Info` header. */
  get limitInfo(): string {
    return `api-usage=${this.apiRequests.used}/${this.apiRequests.max}`;
  }
}
