// The two topics of the Tooling API: debug logs that were written, and test runs that continued.

export const systemTopics = ['/systemTopic/Logging', '/systemTopic/TestResult'] as const;

export interface SystemEvent {
  readonly topic: (typeof systemTopics)[number];
  readonly type: 'created' | 'updated';
  /** Of the debug log, or of the job of the test run. */
  readonly id: string;
}

export const systemData = ({ type, id }: SystemEvent, nowMs: number): object => ({
  event: { createdDate: new Date(nowMs).toISOString(), type },
  sobject: { Id: id },
});
