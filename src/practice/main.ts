// Composition root of the practice org process: reads flags, prints one JSON line, and ends with its parent process or
// some time after it.
import { parseArgs } from 'node:util';
import { newOrgId, toOrgId } from './org/org';
import { startPracticeOrg, type PracticeOrg } from './practice';

const usage = `Usage: practice [--port N] [--seed-size ACCOUNTS] [--access-token TOKEN] [--keep-seconds N]
                [--folder FOLDER] [--org-id ID | --new-org] [--name NAME]
Starts a practice org on 127.0.0.1 and prints its address and an access token as one JSON line.
  --port          port to listen on; 0 (default) selects any free port
  --seed-size     number of sample accounts, each with contacts, opportunities, cases and invoices (default 60)
  --access-token  access token that is valid from the start; a random one when missing
  --keep-seconds  how long the org outlives the program that forked it, from the last request on (default 0)
  --folder        folder where the records are kept for the next start; without it, they are lost at the end
  --org-id        ID of the org; that of the first practice org when missing
  --new-org       a new ID, for another org beside the others
  --name          name of the org (default Kinetic Practice)`;

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
      'keep-seconds': { type: 'string', default: '0' },
      folder: { type: 'string' },
      'org-id': { type: 'string' },
      'new-org': { type: 'boolean', default: false },
      name: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stderr.write(`${usage}\n`);
    return;
  }
  const { 'access-token': accessToken, folder, name } = values;
  const orgId = values['new-org'] ? newOrgId() : givenOrgId(values['org-id']);
  const practice = await startPracticeOrg({
    port: toCount(values.port, 'port'),
    seedAccounts: toCount(values['seed-size'], 'seed-size'),
    classicJob: true,
    ...(accessToken !== undefined && { accessToken }),
    ...(folder !== undefined && { folder }),
    ...(orgId !== undefined && { orgId }),
    ...(name !== undefined && { name }),
    onStopped: () => stop(),
  });
  const { url, username, damagedFile } = practice;
  const hello = { url, accessToken: practice.accessToken, username, orgId: practice.orgId };
  // Records that cannot be kept do not keep the process from ending: it may not be stopped a second time.
  const stop = (): void => {
    void practice.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stderr.write(`The practice org is listening on ${url} (user ${username}). Press Ctrl+C to stop it.\n`);
  if (damagedFile !== undefined)
    process.stderr.write(`Its data could not be read, so it starts with the sample data. See ${damagedFile}.\n`);
  // Last: who reads it may stop the process at once.
  process.stdout.write(`${JSON.stringify(hello)}\n`);
  process.send?.({ ...hello, ...(damagedFile !== undefined && { damagedFile }) });
  if (process.send === undefined) return;
  const keepMs = toCount(values['keep-seconds'], 'keep-seconds') * 1000;
  process.once('disconnect', () => (keepMs === 0 ? stop() : stopWhenIdle(practice, keepMs, stop)));
}

function givenOrgId(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const orgId = toOrgId(text);
  if (orgId === undefined) throw new Error(`--org-id must be the ID of a practice org, not '${text}'`);
  return orgId;
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Another program may connect to the org, and it needs time for that: a window that is reloaded, for example. */
function stopWhenIdle({ requests }: PracticeOrg, keepMs: number, stop: () => void): void {
  // The program that read them has ended.
  process.stderr.on('error', () => undefined);
  const leftAt = Date.now();
  const timer = setInterval(() => {
    const lastMs = Math.max(leftAt, requests.all.at(-1)?.atMs ?? 0);
    if (Date.now() - lastMs < keepMs) return;
    clearInterval(timer);
    stop();
  }, 500);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 1;
});
