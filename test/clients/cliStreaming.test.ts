// What the Salesforce CLI streams or reads later from the practice org: results of a test run, debug logs, their tail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { startCli, type Cli } from './cli';

const isQuick = Boolean(process.env['KINETIC_QUICK']);

(isQuick ? describe.skip : describe)(
  `the debug logs and test runs of the Salesforce CLI and the practice org${isQuick ? ' (skipped: KINETIC_QUICK is set, and the CLI takes 200 MB and a minute)' : ''}`,
  function () {
    this.timeout(480_000);
    let practice: PracticeOrg;
    let cli: Cli;

    before(async function () {
      this.timeout(900_000);
      practice = await startPracticeOrg({ seedAccounts: 1 });
      cli = await startCli(practice);
    });
    after(async () => {
      cli.remove();
      await practice.close();
    });

    /** Runs anonymous Apex without the CLI, whose runs keep no log. */
    async function debug(text: string): Promise<void> {
      const code = encodeURIComponent(`System.debug('${text}');`);
      const url = `${practice.url}/services/data/v66.0/tooling/executeAnonymous?anonymousBody=${code}`;
      const headers = { Authorization: `Bearer ${practice.accessToken}` };
      assert.equal((await fetch(url, { headers })).status, 200);
    }

    it('reads the results of a test run that it did not wait for', async () => {
      const started = await cli.json<{ testRunId: string }>([
        ...['apex', 'run', 'test', '--class-names', 'PriceCalculatorTest', '--code-coverage'],
      ]);
      const args = ['apex', 'get', 'test', '--test-run-id', started.result.testRunId, '--code-coverage'];
      const report = await cli.json<{ summary: Record<string, unknown>; coverage: { coverage: object[] } }>(args);
      assert.equal(report.status, 0, report.message);
      assert.deepEqual([report.result.summary['outcome'], report.result.summary['testsRan']], ['Passed', 1]);
      assert.equal(report.result.coverage.coverage.length, 1);
      assert.ok(practice.requests.all.some(({ path }) => path === '/cometd/66.0'));
    });

    it('tails the debug log over the Streaming API, and lists and gets the logs later', async () => {
      assert.match((await cli.run(['apex', 'list', 'log'])).stdout, /No debug logs found/);
      // The CLI does not say when it has subscribed, so the code runs again until one of its logs arrives.
      let ended = false;
      const tail = cli.run(['apex', 'tail', 'log'], { until: (stdout) => stdout.includes('|DEBUG|streamed') });
      const running = tail.finally(() => (ended = true));
      while (!ended) {
        if (practice.requests.all.some(({ path }) => path === '/cometd/36.0')) await debug('streamed');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const { stdout, stderr } = await running;
      assert.match(stdout, /APEX_CODE,FINEST;VISUALFORCE,FINER\n/, stderr);
      await debug('last');
      const list = await cli.json<readonly { Id: string; Operation: string; LogUser: { Name: string } }[]>([
        ...['apex', 'list', 'log'],
      ]);
      const [newest] = list.result;
      assert.deepEqual([newest?.Operation, newest?.LogUser.Name], ['executeAnonymous', 'Ada Moss']);
      const byNumber = await cli.json<readonly { log: string }[]>(['apex', 'get', 'log', '--number', '1']);
      assert.match(byNumber.result[0]?.log ?? '', /\|USER_DEBUG\|\[1\]\|DEBUG\|last/);
      const id = String(newest?.Id);
      await cli.run(['apex', 'get', 'log', '--log-id', id, '--output-dir', 'logs']);
      assert.equal(readFileSync(join(cli.folder, 'logs', `${id}.log`), 'utf8'), byNumber.result[0]?.log);
    });
  },
);
