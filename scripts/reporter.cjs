// Mocha's spec reporter, which also reports each test that needed a second try, with the reason, and appends its counts,
// its failures and its slowest tests and hooks as one JSON line to the file in KINETIC_COUNTS.
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Enough to know where to look. */
const linesOfAnError = 12;
const slowest = 10;

module.exports = class Reporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    let repeats = 0;
    const failed = [];
    let slow = [];
    const keepIfSlow = (done) => {
      slow.push({ title: done.fullTitle(), ms: done.duration ?? 0 });
      slow = slow.sort((a, b) => b.ms - a.ms).slice(0, slowest);
    };
    runner.on('pass', keepIfSlow);
    runner.on('hook end', keepIfSlow);
    runner.on('fail', (test, error) =>
      failed.push({
        title: test.fullTitle(),
        error: String(error.stack ?? error)
          .split('\n')
          .slice(0, linesOfAnError),
      }),
    );
    runner.on('retry', (test, error) => {
      repeats += 1;
      reporters.Base.consoleLog(
        `    ↻ trying again: ${test.title}\n      ${String(error.stack ?? error).replaceAll('\n', '\n      ')}`,
      );
    });
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.KINETIC_COUNTS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending, repeats, failed, slow })}\n`);
    });
  }
};
