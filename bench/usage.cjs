// Required into a process that is measured: says on stderr at its end how much processor time it took.
process.once('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`\nprocessor ${Math.round((userCPUTime + systemCPUTime) / 1000)} ms\n`);
});
