// Which variables our child processes inherit.
import { strict as assert } from 'node:assert';
import { childEnvironment, salesforceEnvironment } from '../../../src/node/childEnvironment';

const canary = 'Canary7';
/** Names of secrets, of settings for other programs, and names that only contain an allowed one. */
const withheld = [
  ...['SF_PASSWORD', 'SF_ACCESS_TOKEN', 'SFDX_AUTH_URL', 'SFDX_CLIENT_SECRET', 'SFDX_CREDENTIALS', 'SF_PWD'],
  ...['GITHUB_PAT', 'DATABASE_URL', 'AWS_SECRET_ACCESS_KEY', 'npm_config_token', 'SOME_API_KEY_2', 'PGPASSFILE'],
  ...['NODE_OPTIONS', 'LD_PRELOAD', 'SF_TARGET_ORG', 'KINETIC_HOME', 'VSCODE_IPC_HOOK', 'SSH_AUTH_SOCK'],
  ...['MY_PATH', 'PATH_SECRET', 'HOME_TOKEN', 'XDG', 'LC', 'OLD_HTTPS_PROXY', 'HTTPS_PROXY_PASSWORD'],
];
const secrets = Object.fromEntries(withheld.map((name) => [name, canary]));
const system = { PATH: '/bin', HOME: '/opt/ada', TMPDIR: '/tmp', LANG: 'de_DE.UTF-8', LC_ALL: 'C', TZ: 'UTC' };
const windows = { Path: 'C:\\bin', SystemRoot: 'C:\\Windows', USERPROFILE: 'D:\\ada', temp: 'C:\\Temp' };
const proxy = { HTTPS_PROXY: 'http://ada:word@proxy.example:8080', no_proxy: 'localhost' };
const library = {
  XDG_CONFIG_HOME: '/opt/ada/.config',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
  LOCALAPPDATA: 'D:\\ada\\AppData\\Local',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SFDX_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SFDX_SECRET_TOOL_PATH: '/usr/bin/secret-tool',
  SF_CRYPTO_V2: 'true',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/company.pem',
};

describe('the environment of a child process', () => {
  it('has what a program needs, in the spelling of each system', () => {
    assert.deepEqual(childEnvironment({ ...system, ...secrets }), system);
    assert.deepEqual(childEnvironment({ ...windows, ...secrets }), windows);
  });

  it('keeps VS Code’s program a Node, so that the command line in its terminal does not open a window', () => {
    const node = { ELECTRON_RUN_AS_NODE: '1' };
    assert.deepEqual(childEnvironment({ ...node, ...secrets }), node);
  });

  it('of the practice org has no proxy, no keychain and no setting of Salesforce', () => {
    assert.deepEqual(childEnvironment({ ...system, ...proxy, ...library, ...secrets }), system);
  });

  it('of Salesforce’s library has its folders, its keychain and the proxy, and no secret of another kind', () => {
    const needed = { ...system, ...proxy, ...library };
    assert.deepEqual(salesforceEnvironment({ ...needed, ...secrets }), needed);
  });
});
