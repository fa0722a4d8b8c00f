// Composition root of the practice org process: reads flags, prints one JSON line, and ends with its parent process.
import { parseArgs } from 'node:util';
import { startPracticeOrg } from './practice';

const usage = `Usage: practice [--port N] [--seed-size ACCOUNTS] [--access-token TOKEN]
Starts a practice org on 127.0.0.1 and prints its address and an access token as one JSON line.
  --port          port to listen on; 0 (default) selects any free port
  --seed-size     number of sample accounts, each with contacts, opportunities, cases and invoices (default 60)
  --access-token  access token that is valid from the start; a random one when missing`;

function toCount(text: string, flag: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`--${flag} must be a number, not '${text}'`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'seed-size': { type: 'string', default: '60' },
      'access-token': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stderr.write(`${usage}\n`);
    return;
  }
  const accessToken = values['access-token'];
  const practice = await startPracticeOrg({
    port: toCount(values.port, 'port'),
    seedAccounts: toCount(values['seed-size'], 'seed-size'),
    classicJob: true,
    ...(accessToken === undefined ? {} : { accessToken }),
  });
  const { url, username, orgId } = practice;
  const hello = { url, accessToken: practice.accessToken, username, orgId };
  process.stdout.write(`${JSON.stringify(hello)}\n`);
  process.stderr.write(`The practice org is listening on ${url} (user ${username}). Press Ctrl+C to stop it.\n`);
  process.send?.(hello);
  const stop = (): void => {
    void practice.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.send !== undefined) process.once('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 1;
});
