// Runs a program that must not outlive its starter: it ends, with all its children, when our stdin closes.
import { start } from './run.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error('usage: guard.mjs PROGRAM ARGUMENT…');
const child = start(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
for (const event of ['end', 'error', 'close']) process.stdin.on(event, () => process.exit(143));
process.stdin.resume();
