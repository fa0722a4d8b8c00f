// Hostile text of files, servers and people: it reaches a terminal as symbols only, wherever it comes from.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FaultSpec } from '../../../src/practice/org/faults';
import { runCli, type CliRunOptions, type Ran } from '../setup/cliRun';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

/** Sets the title, erases lines, returns, breaks the line, one-byte command, turns text around. */
const attack = 'evil\u001B]0;owned\u0007\u001B[2K\u001B[1A\rnew\nline\u009B2K\u202Etxt\u2066\u2028\u007Fend';
const symbols = 'evil␛]0;owned␇␛[2K␛[1A␍new␊line[U+009B]2K[U+202E]txt[U+2066][U+2028]␡end';
/** In an error, a line of Salesforce stays a line, marked as foreign. */
const marked = 'evil␛]0;owned␇␛[2K␛[1A␍new\n  | line[U+009B]2K[U+202E]txt[U+2066][U+2028]␡end';
/** Line feeds end our lines, and tabs are between our cells. */
const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/;

/** Prints why the test is left out. */
function skipped(context: Mocha.Context): never {
  console.log('      Skipped: Windows allows no control characters in the names of files.');
  return context.skip();
}

describe('hostile text on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  /** As text and as JSON: nothing that steers is in either, and JSON keeps the values. */
  const run = async (words: readonly string[], options: CliRunOptions = {}): Promise<Ran> => {
    const ran = await runCli(setup, words, options);
    assert.doesNotMatch(ran.stdout, steering);
    assert.doesNotMatch(ran.stderr, steering);
    return ran;
  };
  const fault = (spec: FaultSpec): void => void setup.practice.faults.add({ times: 0, ...spec });
  const load = (file: string, ...more: readonly string[]): readonly string[] => [
    ...['load', file, '--object', 'Contact', ...more],
  ];
  const contacts = (): Promise<string> => setup.csv('contacts.csv', 'LastName\nMoss\n');
  const query = ['query', 'SELECT Id FROM Account'];

  for (const [what, action, expected] of [
    ['an error of REST', { kind: 'refuse', status: 400, errorCode: 'EVIL', message: attack }, marked],
    ['an error as plain text', { kind: 'answer', status: 400, body: attack }, marked],
    ['a page instead of an answer', { kind: 'answer', status: 400, body: `<html>${attack}</html>` }, 'evil␛]0;owned'],
  ] as const)
    it(`is shown as symbols in ${what}`, async () => {
      fault({ path: '*/query', action });
      const { code, stderr } = await run(query);
      assert.equal(code, 2);
      assert.ok(stderr.includes(expected), stderr);
    });

  it('is shown as symbols in the reason phrase of a proxy', async () => {
    const proxy = createServer((socket) =>
      socket.end(`HTTP/1.1 407 ${attack.replace('\r', '').replace('\n', '')}\r\n\r\n`),
    );
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const environment = { SF_INSTANCE_URL: 'https://acme.my.salesforce.com', HTTPS_PROXY: address, NO_PROXY: '' };
    const { code, stderr } = await run(query, { environment });
    proxy.close();
    assert.equal(code, 2);
    assert.ok(stderr.includes('407 evil␛]0;owned␇␛[2K␛[1A'), stderr);
  });

  it('is shown as symbols in errors of rows, and in their fields', async () => {
    fault({
      path: '*/composite/sobjects',
      action: {
        kind: 'answer',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ success: false, errors: [{ statusCode: 'EVIL', message: attack, fields: [attack] }] }]),
      },
    });
    const { stdout } = await run(load(await contacts(), '--api', 'collections'));
    assert.ok(stdout.includes('1 × EVIL: evil␛]0;owned'), stdout);
    const json = await run(load(await contacts(), '--api', 'collections', '--json'));
    const { recordErrors } = JSON.parse(json.stdout) as { recordErrors: { message: string }[] };
    assert.ok(recordErrors[0]?.message.includes(attack));
  });

  it('is shown as symbols in the error message of a bulk job, in its result and in lists', async () => {
    fault({ object: 'Contact', action: { kind: 'failJob', afterChunks: 0, message: attack } });
    const { stdout } = await run(load(await contacts(), '--api', 'bulk'));
    assert.ok(stdout.includes('evil␛]0;owned'), stdout);
    await run(['jobs']);
    await run(['jobs', '--json']);
    await run(['jobs', '--remote']);
  });

  it('is shown as symbols in the name of a file, in errors and in lists of jobs', async function () {
    if (process.platform === 'win32') return skipped(this);
    const name = attack.replace('\u2028', '');
    const file = join(setup.folder, `${name}2.csv`);
    await writeFile(file, 'LastName\nMoss\n');
    assert.equal((await run(load(file))).code, 0);
    const { stdout } = await run(['jobs']);
    assert.ok(stdout.includes(symbols.replace('[U+2028]', '')), stdout);
    assert.equal(stdout.trim().split('\n').length, 1, 'one line for each job');
    const missing = await run(load(join(setup.folder, `${name}.csv`)));
    assert.ok(missing.stdout.includes('evil␛]0;owned'), missing.stdout);
  });

  it('is shown as symbols in the name of a user, in its policy and in the write journal', async () => {
    const [organization, user] = setup.orgId.split('-');
    fault({
      path: '/services/oauth2/userinfo',
      action: {
        kind: 'answer',
        status: 200,
        body: JSON.stringify({ user_id: user, organization_id: organization, preferred_username: attack }),
      },
    });
    assert.ok((await run(['policy'])).stdout.startsWith(`${symbols}: `));
    assert.ok((await run(['check'])).stdout.startsWith(symbols));
    assert.equal((await run(load(await contacts()))).code, 0);
    const journal = await run(['writes']);
    assert.ok(journal.stdout.includes(`\t${symbols}\t${symbols}\t`), journal.stdout);
    assert.equal(journal.stdout.trim().split('\n').length, 1, 'one line for each write');
    const [entry] = JSON.parse((await run(['writes', '--json'])).stdout) as { user: string }[];
    assert.equal(entry?.user, attack);
  });

  it('is shown as symbols in words of the command line itself, and in the log', async () => {
    assert.ok((await run([attack])).stderr.includes('“evil␛]0;owned'));
    assert.ok((await run(['load', '--object', attack])).stderr.includes('Name one CSV file, '));
    fault({ path: '*/query', action: { kind: 'refuse', status: 400, errorCode: 'EVIL', message: attack } });
    const { stderr } = await run(query, { environment: { KINETIC_LOG: 'debug' } });
    for (const line of stderr.split('\n').filter((one) => one.startsWith('{'))) JSON.parse(line);
  });

  it('is shown as symbols in records on a terminal, and stays as it is in a pipe', async () => {
    const { rest } = await setup.core.org(setup.orgId);
    await rest.records.create('Contact', { LastName: 'Moss', Description: attack }, quiet);
    const words = ['query', "SELECT Description FROM Contact WHERE LastName = 'Moss'"];
    const piped = await runCli(setup, words);
    assert.equal(piped.stdout, `Description\n"${attack}"\n`, piped.stderr);
    const shown = await run(words, { answers: [], environment: { NO_COLOR: '1' } });
    assert.equal(shown.stdout, `Description\n${symbols}\n`);
    const csv = await run([...words, '-r', 'csv'], { answers: [] });
    assert.equal(csv.stdout, `Description\n"${symbols}"\n`);
    const { stdout } = await run([...words, '--json']);
    assert.deepEqual(JSON.parse(stdout), [{ Description: attack }]);
  });

  it('cannot hide a question with the name of a file', async function () {
    if (process.platform === 'win32') return skipped(this);
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const file = join(setup.folder, 'a\rInsert 1 row of Task in the sandbox dev?\u001B[K\u001B[8m.csv');
    await writeFile(file, 'LastName\nMoss\nLee\nAnd\n');
    const { code, stderr } = await runCli(setup, load(file), { answers: [() => 'n'] });
    assert.equal(code, 2);
    const [what = '', address = '', name = '', ask = ''] = stderr.split('\n');
    assert.match(what, /^Insert 3 rows of Contact in the org admin@practice\.kinetic\.example$/);
    assert.equal(address, `Address: ${setup.practice.url}`);
    assert.match(name, /^File: .*….*␛\[K␛\[8m\.csv$/);
    assert.match(ask, /^Continue\? \[y\/N\] /);
    assert.ok(name.length <= 80, name);
    assert.deepEqual(await setup.rowsOf("SELECT Id FROM Contact WHERE LastName = 'Moss'"), []);
  });
});
