// Measures how much longer a run of Apex tests seems to take than Salesforce needs for it: `node bench/apexTests.mjs`.
// The org is simulated: its runs take a known time, and each of its answers the latency of an office. Prints the
// figures and writes bench/apexTests.json. Flags: --longest SECONDS (default 60), --latency MS (default 80), --smoke,
// --results FILE.
import { setTimeout as sleep } from 'node:timers/promises';
import { loadCore } from './core.mjs';
import { round, say } from './figures.mjs';
import { readFlags, writeResults } from './run.mjs';

const flags = readFlags({ full: { longest: 60, latency: 80 }, smoke: { longest: 1, latency: 5 } });
const { createSystemClock, quietTask, testRun } = await loadCore();

const methods = 50;
const runId = '707000000000001AAA';

/** All methods take the same time, one after the other. */
function simulatedOrg(serverSeconds) {
  let startedAt = 0;
  let calls = 0;
  const share = () => Math.min(1, (performance.now() - startedAt) / (serverSeconds * 1000));
  const done = () => Math.floor(share() * methods);
  const answers = {
    ApexTestRunResult: () => [
      { Status: share() < 1 ? 'Processing' : 'Completed', MethodsEnqueued: methods, MethodsCompleted: done() },
    ],
    ApexTestResult: () =>
      Array.from({ length: done() }, (_, at) => ({
        Id: `07M${at}`,
        ApexClassId: '01p000000000001AAA',
        MethodName: `test${at}`,
        Outcome: 'Pass',
      })),
    ApexTestQueueItem: () => [],
  };
  const answerOf = ({ method, query }) => {
    if (method !== 'POST') return { done: true, records: answers[/FROM (\w+)/.exec(query.q)[1]]() };
    startedAt = performance.now();
    return runId;
  };
  const json = async (request, decode) => {
    calls += 1;
    await sleep(flags.latency / 2);
    const answer = answerOf(request);
    await sleep(flags.latency / 2);
    return decode(answer);
  };
  return { client: { apiVersion: '66.0', org: 'bench', json }, startedAt: () => startedAt, calls: () => calls };
}

async function measure(serverSeconds) {
  say(`a run of ${serverSeconds} s`);
  const org = simulatedOrg(serverSeconds);
  const parts = { client: org.client, clock: createSystemClock() };
  for await (const { type } of testRun({ selection: { kind: 'local' }, coverage: false }, parts, quietTask()))
    if (type === 'finished') break;
  const wholeSeconds = (performance.now() - org.startedAt()) / 1000;
  return { serverSeconds, overheadSeconds: round(wholeSeconds - serverSeconds, 3), calls: org.calls() };
}

const runs = [];
for (const share of [0.02, 0.1, 0.5, 1]) runs.push(await measure(flags.longest * share));
const results = { latencyMs: flags.latency, runs };
writeResults('apexTests', flags, results);
process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
