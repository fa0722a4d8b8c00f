// Composition root of the practice org as a process of its own: flags in, one JSON line out, gone with its parent.
import { parseArgs } from 'node:util';
import { startPracticeOrg } from './practice';

const usage = `Usage: practice [--port N] [--seed-size ACCOUNTS] [--access-token TOKEN]
Starts a practice org on 127.0.0.1 and prints its address and an access token as one JSON line.
  --port          port to listen on; 0 (default) takes any free one
  --seed-size     number of sample accounts, with contacts, deals, cases and invoices around them (default 60)
  --access-token  a token that must work from the start; minted when missing`;

function toCount(text: string, flag: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`--${flag} needs a number, not '${text}'`);
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
  process.stderr.write(`Practice org listens on ${url} (user ${username}); stop it with Ctrl+C.\n`);
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
