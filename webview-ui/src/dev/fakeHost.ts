// Stands in for VS Code when the job page is opened in a plain browser: provides the API and answers with an invented
// job. ?job=done|million|running|… chooses the job, &latency=20 the milliseconds of each answer, &theme the colors.
import { createHostSide, type Port } from '../../../src/shared/protocol/channel';
import {
  type JobSnapshot,
  type JobToHost,
  jobProtocol,
  type RowAct,
  type RowList,
} from '../../../src/shared/protocol/job';
import { fakeJobs } from './fakeJobs';
import { createGate } from './gate';
import './theme';

const asked = new URLSearchParams(location.search);
const latencyMs = Number(asked.get('latency') ?? 8);
const fake = (fakeJobs[asked.get('job') ?? 'done'] ?? fakeJobs['done'])?.();
if (!fake) throw new Error('There is no job of that name.');

const gate = createGate();

/** What tests read and act through. */
const control = {
  sent: [] as JobToHost[],
  /** The sentence that refuses the next reads of rows. */
  refuse: undefined as string | undefined,
  asked: [] as unknown[],
  /** No rows arrive until they are released. */
  hold: gate.shut,
  release: gate.open,
  tell: (change: Partial<JobSnapshot>): void => host.notify({ type: 'snapshot', job: { ...fake.snapshot, ...change } }),
  show: (list: RowList): void => host.notify({ type: 'show', list }),
  actOnRows: (act: RowAct): void => host.notify({ type: 'actOnRows', act }),
  job: fake.snapshot,
  /** Every text of the job that comes from the extension, which translates it. */
  texts: (): readonly string[] => textsIn(fake.snapshot),
};
export type FakeHost = typeof control;

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const listeners = new Set<(message: unknown) => void>();
const port: Port = {
  post: (message) => void setTimeout(() => postMessage(message, location.origin)),
  listen: (receive) => {
    listeners.add(receive);
    return () => listeners.delete(receive);
  },
};

const host = createHostSide(port, jobProtocol, {
  notify: (message) => {
    control.sent.push(message);
    if (message.type === 'ready') control.tell({});
    if (message.type === 'abort') control.tell({ aborting: true });
  },
  answer: {
    readRows: async (query, signal) => {
      control.asked.push(query);
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      await gate.passed();
      signal.throwIfAborted();
      if (control.refuse !== undefined) throw new Error(control.refuse);
      return fake.rows[query.filter.list].read(query);
    },
  },
  explain: (error) => (error instanceof Error ? error.message : String(error)),
  report: (error) => console.error(error),
});

const stateKey = `state of ${location.pathname}${asked.get('job') ?? ''}`;
Object.assign(globalThis, {
  fakeHost: control,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => {
      const copy: unknown = structuredClone(message);
      setTimeout(() => listeners.forEach((receive) => receive(copy)));
    },
    getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }),
});
