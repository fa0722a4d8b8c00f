import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createHostSide, createPageSide, type HostHandlers, type Port } from '../../../../src/shared/protocol/channel';

const protocol = {
  toPage: z.object({ type: z.literal('news'), text: z.string() }),
  toHost: z.object({ type: z.literal('hello'), line: z.number() }),
  requests: { double: { params: z.object({ n: z.number() }), answer: z.object({ n: z.number() }) } },
};
type P = typeof protocol;

/** Two ports joined by structured clones, as in a webview; messages arrive in order after the sender's turn. */
function joined(): { host: Port; page: Port; tellHost: (raw: unknown) => void } {
  const ears = { host: new Set<(m: unknown) => void>(), page: new Set<(m: unknown) => void>() };
  const side = (mine: 'host' | 'page', other: 'host' | 'page'): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => ears[other].forEach((hear) => hear(copy)));
    },
    listen: (hear) => {
      ears[mine].add(hear);
      return () => ears[mine].delete(hear);
    },
  });
  return {
    host: side('host', 'page'),
    page: side('page', 'host'),
    tellHost: (raw) => ears.host.forEach((hear) => hear(raw)),
  };
}

function talk(change: Partial<HostHandlers<P>> = {}) {
  const wire = joined();
  const heard: unknown[] = [];
  const reports: unknown[] = [];
  const host = createHostSide(wire.host, protocol, {
    notify: (message) => heard.push(message),
    answer: { double: ({ n }) => Promise.resolve({ n: n * 2 }) },
    explain: (error) => `sorry: ${String(error instanceof Error ? error.message : error)}`,
    report: (error) => reports.push(error),
    ...change,
  });
  const page = createPageSide(wire.page, protocol, {
    notify: (message) => heard.push(message),
    report: (error) => reports.push(error),
  });
  return { ...wire, host, page, heard, reports };
}

const never = new AbortController().signal;

/** Waits until all sent messages have arrived. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('the channel between a page and the extension', () => {
  it('carries notices both ways, and each answer to its request', async () => {
    const { host, page, heard } = talk();
    page.notify({ type: 'hello', line: 7 });
    host.notify({ type: 'news', text: 'x' });
    const answers = await Promise.all([1, 2, 3].map((n) => page.request('double', { n }, never)));
    assert.deepEqual(answers, [{ n: 2 }, { n: 4 }, { n: 6 }]);
    assert.deepEqual(heard, [
      { type: 'hello', line: 7 },
      { type: 'news', text: 'x' },
    ]);
  });

  it('rejects a failed request with the sentence of the host', async () => {
    const { page } = talk({ answer: { double: () => Promise.reject(new Error('no file')) } });
    await assert.rejects(page.request('double', { n: 1 }, never), { name: 'Refusal', message: 'sorry: no file' });
  });

  it('drops and reports messages that do not decode, on both sides, and continues', async () => {
    const { page, host, heard, reports, tellHost } = talk();
    for (const raw of [undefined, 5, { kind: 'notify', body: { type: 'rm -rf' } }, { kind: 'request', id: 'x' }])
      tellHost(raw);
    host.notify({ type: 'news', text: 5 as unknown as string });
    await settled();
    assert.equal(reports.length, 5);
    assert.deepEqual(heard, []);
    assert.deepEqual(await page.request('double', { n: 4 }, never), { n: 8 });
  });

  it('rejects unknown requests, names of Object.prototype among them', async () => {
    const seen: unknown[] = [];
    const wire = joined();
    wire.page.listen((message) => seen.push(message));
    createHostSide(wire.host, protocol, {
      notify: () => undefined,
      answer: { double: (params) => Promise.resolve(params) },
      explain: () => 'no',
      report: () => undefined,
    });
    for (const name of ['toString', '__proto__', 'other']) wire.page.post({ kind: 'request', id: 1, name, body: {} });
    await settled();
    assert.deepEqual(seen, Array(3).fill({ kind: 'refusal', id: 1, sentence: 'no' }));
  });

  it('rejects at once when the page aborts, and aborts the work of the host', async () => {
    let working: AbortSignal | undefined;
    const { page } = talk({
      answer: {
        double: (_ask, signal) => {
          working = signal;
          return new Promise(() => undefined);
        },
      },
    });
    const abort = new AbortController();
    const asked = page.request('double', { n: 1 }, abort.signal);
    await settled();
    assert.equal(working?.aborted, false);
    abort.abort(new Error('stale'));
    await assert.rejects(asked, /stale/);
    await settled();
    assert.equal(working.aborted, true);
  });

  it('rejects an answer of the wrong shape', async () => {
    const { page } = talk({ answer: { double: () => Promise.resolve({ n: 'two' as unknown as number }) } });
    await assert.rejects(page.request('double', { n: 1 }, never), /invalid_type/);
  });

  it('settles every request when it is closed', async () => {
    let working: AbortSignal | undefined;
    const { page, host } = talk({
      answer: {
        double: (_ask, signal) => {
          working = signal;
          return new Promise(() => undefined);
        },
      },
    });
    const asked = page.request('double', { n: 1 }, never);
    await settled();
    host.close();
    page.close();
    assert.equal(working?.aborted, true);
    await assert.rejects(asked, { name: 'Refusal' });
  });
});
