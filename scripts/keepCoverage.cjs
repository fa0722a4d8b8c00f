// Required into a test process whose coverage Node records: its child processes inherit nothing of that, since hundreds
// of them would each write a report of megabytes. Mocha's workers are such child processes, but they run the tests.
const isWorker = process.env.MOCHA_WORKER_ID !== undefined;
const isParallel = process.argv.includes('--parallel');
if (!isParallel || isWorker) delete process.env.NODE_V8_COVERAGE;

/** A worker writes its report as it exits. On a busy machine that takes longer than the second that it is given. */
const workerExitMs = 120_000;
if (isParallel && !isWorker) {
  const workerpool = require(require.resolve('workerpool', { paths: [require.resolve('mocha')] }));
  const { pool } = workerpool;
  workerpool.pool = (script, options) => pool(script, { ...options, workerTerminateTimeout: workerExitMs });
}
