// The files that the real Salesforce CLI writes are found by ours: its login, its alias, its default org.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCliLogins } from '../../src/node/dxProcess';
import { startPracticeOrg, type PracticeOrg } from '../../src/practice/practice';
import { installer, root, runToEnd } from './clients';

const isQuick = Boolean(process.env['KINETIC_QUICK']);
const { signal } = new AbortController();

(isQuick ? describe.skip : describe)(
  `orgs that the Salesforce CLI logged in to${isQuick ? ' (skipped: KINETIC_QUICK is set, and the CLI takes 200 MB)' : ''}`,
  function () {
    this.timeout(600_000);
    let practice: PracticeOrg;
    let folder: string;
    let environment: Record<string, string>;

    before(async function () {
      this.timeout(1_200_000);
      const cli = await (await installer()).salesforceCli();
      folder = mkdtempSync(join(tmpdir(), 'kinetic-cli-orgs-'));
      environment = { HOME: folder, USERPROFILE: folder, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' };
      practice = await startPracticeOrg({ seedAccounts: 0 });
      const login = ['org', 'login', 'access-token', '--instance-url', practice.url, '--no-prompt', '--set-default'];
      const { code, stdout } = await runToEnd({
        program: cli.nodePath,
        args: [cli.scriptPath, ...login, '--alias', 'dev', '--json'],
        cwd: folder,
        env: {
          ...environment,
          SF_ACCESS_TOKEN: practice.accessToken,
          SF_DISABLE_TELEMETRY: 'true',
          SF_AUTOUPDATE_DISABLE: 'true',
          SF_SKIP_NEW_VERSION_CHECK: 'true',
        },
        timeoutMs: 500_000,
      });
      assert.equal(code, 0, stdout);
    });
    after(async () => {
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('are listed and opened', async () => {
      const logins = createCliLogins({
        script: join(root, 'dist', 'dx.js'),
        environment: () => ({ ...process.env, ...environment }),
        idleMs: 0,
      });
      const [found, ...others] = await logins.list(signal);
      assert.deepEqual(others, []);
      assert.deepEqual(found, {
        username: practice.username,
        orgId: practice.orgId,
        instanceUrl: practice.url,
        aliases: ['dev'],
        isDefault: true,
        isExpired: false,
      });
      const session = await logins.session(practice.username, signal);
      assert.deepEqual(session, { accessToken: practice.accessToken, instanceUrl: practice.url });
    });
  },
);
