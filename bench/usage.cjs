// Required into a Node process that is measured: prints its processor time on stderr at its end.
process.once('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`\nprocessor ${Math.round((userCPUTime + systemCPUTime) / 1000)} ms\n`);
});
