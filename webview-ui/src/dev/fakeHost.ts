// Stands in for VS Code when a page is opened in a plain browser: hands out the API and answers with an invented job.
// ?job=done|million|running|… chooses the job, &theme=dark|light|hc-dark|hc-light the colours, &latency=20 the waiting.
import { createHostSide, type Port } from '../../../src/shared/protocol/channel';
import { type JobSnapshot, type JobToHost, jobProtocol } from '../../../src/shared/protocol/job';
import { fakeJobs } from './fakeJobs';

const asked = new URLSearchParams(location.search);
const latencyMs = Number(asked.get('latency') ?? 8);
const fake = (fakeJobs[asked.get('job') ?? 'done'] ?? fakeJobs['done'])?.();
if (!fake) throw new Error('no job of that name');

const bodyClasses: Readonly<Record<string, readonly string[]>> = {
  dark: ['vscode-dark'],
  light: ['vscode-light'],
  'hc-dark': ['vscode-high-contrast'],
  'hc-light': ['vscode-high-contrast', 'vscode-high-contrast-light'],
};
addEventListener('DOMContentLoaded', () =>
  document.body.classList.add(...(bodyClasses[asked.get('theme') ?? 'dark'] ?? [])),
);

/** Rows that were asked for wait here while it is shut. */
function createGate(): { readonly shut: () => void; readonly open: () => void; readonly passed: () => Promise<void> } {
  let way = Promise.resolve();
  let letGo = (): void => undefined;
  return {
    shut: () => {
      way = new Promise((resolve) => (letGo = resolve));
    },
    open: () => letGo(),
    passed: () => way,
  };
}
const gate = createGate();

/** What tests look at and act through. */
const control = {
  sent: [] as JobToHost[],
  /** Sentence with which the next requests for rows are refused. */
  refuse: undefined as string | undefined,
  asked: [] as unknown[],
  /** No rows come from now on, until they are released. */
  hold: gate.shut,
  release: gate.open,
  tell: (change: Partial<JobSnapshot>): void => host.notify({ type: 'snapshot', job: { ...fake.snapshot, ...change } }),
  show: (list: 'failed' | 'succeeded' | 'unprocessed'): void => host.notify({ type: 'show', list }),
  job: fake.snapshot,
};
export type FakeHost = typeof control;

const ears = new Set<(message: unknown) => void>();
const port: Port = {
  post: (message) => void setTimeout(() => postMessage(message, location.origin)),
  listen: (hear) => {
    ears.add(hear);
    return () => ears.delete(hear);
  },
};

const host = createHostSide(port, jobProtocol, {
  notify: (message) => {
    control.sent.push(message);
    if (message.type === 'ready') control.tell({});
    if (message.type === 'abort') control.tell({ stopping: true });
  },
  answer: {
    rows: async (query, signal) => {
      control.asked.push(query);
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      await gate.passed();
      signal.throwIfAborted();
      if (control.refuse !== undefined) throw new Error(control.refuse);
      return fake.rows[query.list].page(query);
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
      setTimeout(() => ears.forEach((hear) => hear(copy)));
    },
    getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }),
});
